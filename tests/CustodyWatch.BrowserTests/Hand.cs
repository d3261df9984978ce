using Microsoft.Playwright;

namespace CustodyWatch.BrowserTests;

/// <summary>How somebody works a page: with the mouse, or with the keyboard alone.</summary>
internal abstract class Hand
{
    public static Hand Of(string kind) => kind == "mouse" ? new Mouse() : new Keys();

    public abstract Task Press(ILocator target);

    public abstract Task Write(ILocator field, string text);

    public abstract Task Choose(ILocator option);

    private sealed class Mouse : Hand
    {
        public override Task Press(ILocator target) => target.ClickAsync();

        public override Task Write(ILocator field, string text) => field.FillAsync(text);

        public override Task Choose(ILocator option) => option.CheckAsync(new() { Force = true });
    }

    private sealed class Keys : Hand
    {
        private const int MostPresses = 400;

        public override async Task Press(ILocator target)
        {
            await Reach(target);
            await target.Page.Keyboard.PressAsync("Enter");
        }

        public override async Task Write(ILocator field, string text)
        {
            await Reach(field);
            await field.Page.Keyboard.PressAsync("Control+A");
            await field.Page.Keyboard.TypeAsync(text);
        }

        // Tab goes to a group of radio buttons as one; the arrows choose within it.
        public override async Task Choose(ILocator option)
        {
            var group = await option.EvaluateAsync<bool>("one => one.type === 'radio'");
            for (var presses = 0; presses < MostPresses; presses++)
            {
                if (await option.EvaluateAsync<bool>("(one, group) => one === document.activeElement || (group && one.name === document.activeElement.name && one.form === document.activeElement.form)", group))
                    break;
                await option.Page.Keyboard.PressAsync("Tab");
            }
            for (var presses = 0; presses < MostPresses && !await option.IsCheckedAsync(); presses++)
                await option.Page.Keyboard.PressAsync(
                    await option.EvaluateAsync<bool>("one => one === document.activeElement") ? "Space" : "ArrowDown");
            Assert.True(await option.IsCheckedAsync(), $"The keyboard never chose {option}.");
        }

        private static async Task Reach(ILocator target)
        {
            for (var presses = 0; presses < MostPresses; presses++)
            {
                if (await target.EvaluateAsync<bool>("element => element === document.activeElement")) return;
                await target.Page.Keyboard.PressAsync("Tab");
            }
            Assert.Fail($"{MostPresses} presses of Tab never reached {target}.");
        }
    }
}
