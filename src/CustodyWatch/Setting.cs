using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace CustodyWatch;

internal static class Setting
{
    /// <summary>What a setting says; one that is left empty says nothing.</summary>
    public static string? Said(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;

    /// <summary>Options read from a section. Where one cannot be, the start is refused with a sentence that names it.</summary>
    public static IServiceCollection AddSettings<T>(this IServiceCollection services, string section) where T : class
    {
        services.AddOptions<T>().Configure<IConfiguration>((options, configuration) => WithoutEmpty(configuration, section).Bind(options)).ValidateOnStart();
        return services.AddSingleton<IValidateOptions<T>>(new Check<T>(section));
    }

    private static IConfiguration WithoutEmpty(IConfiguration configuration, string section) => new ConfigurationBuilder()
        .AddInMemoryCollection(configuration.GetSection(section).AsEnumerable().Where(setting => Said(setting.Value) is not null)).Build().GetSection(section);

    private sealed class Check<T>(string section) : IValidateOptions<T> where T : class
    {
        public ValidateOptionsResult Validate(string? name, T options)
        {
            var wrong = new List<ValidationResult>();
            return Validator.TryValidateObject(options, new ValidationContext(options), wrong, validateAllProperties: true)
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail(wrong.Select(Sentence));
        }

        // What checks a single number calls it by its own name alone.
        private string Sentence(ValidationResult wrong) => wrong.MemberNames.FirstOrDefault() is { } member
            ? wrong.ErrorMessage!.Replace($"The field {member} ", $"{section}:{member} ", StringComparison.Ordinal)
            : wrong.ErrorMessage!;
    }
}
