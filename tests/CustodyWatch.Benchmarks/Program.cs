Console.WriteLine("CustodyWatch benchmarks");
