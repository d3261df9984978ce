-- When the content of a refused event was taken away, because its time was over or its record had been disposed of; none while it is kept.
ALTER TABLE quarantine ADD emptied datetime2(3) NULL;
