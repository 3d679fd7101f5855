package io.nevus.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a visitor does with the page when all is well. */
class PageIT extends PageFixture {

    @Test
    void aPictureIsJudged() {
        var page = open(page());
        give(page, LesionDrawing.mole(), "jpeg");
        waitFor(page, "judged");
        that(page, "#result .kicker").hasText(Pattern.compile("Verdict of the model: (Cancer|Non-cancer)"));
        that(page, "#result").containsText("The model puts the chance of a malignant lesion at ");
        that(page, "#result .bar-row").hasCount(7);
        that(page, "#result .bar-row .tag").hasCount(3);
        that(page, "#result-title").isFocused();
        that(page, "#heat").isVisible();
        that(page, "#heat").hasAttribute("aria-label", Pattern.compile("Heat map over the picture\\. It is .+"));
        that(page, ".caveats").containsText("If a mole changes, bleeds or worries you, see a doctor");
        var verdict = page.locator("#result").getAttribute("data-verdict");
        that(page, "#history-list li:first-child .record-verdict").hasText(verdict);
    }

    @Test
    void theHeatMapCanBeTakenOff() {
        var page = open(page());
        give(page, LesionDrawing.mole(), "png");
        waitFor(page, "judged");
        page.locator("#heat-opacity").fill("30");
        that(page, "#heat").hasCSS("opacity", "0.3");
        page.locator("#heat-toggle").uncheck();
        that(page, "#heat").isHidden();
    }

    @Test
    void aGreyPictureIsRefusedWithAdvice() {
        var page = open(page());
        give(page, LesionDrawing.greyMole(), "jpeg");
        waitFor(page, "refused");
        that(page, "#result-title").hasText("The picture has no colours");
        that(page, "#result").containsText("Give the original colour picture");
        that(page, "#preview").isVisible();
        give(page, LesionDrawing.mole(), "jpeg");
        waitFor(page, "judged");
    }

    @Test
    void aRecordIsDeleted() {
        var page = open(page());
        give(page, LesionDrawing.mole(), "jpeg");
        waitFor(page, "judged");
        var rows = page.locator("#history-list li");
        int before = rows.count();
        rows.first().locator("button").click();
        page.locator("#confirm [value=delete]").click();
        that(page, "#history-list li").hasCount(before - 1);
        that(page, "#announcer").hasText("The record was deleted.");
    }

    @Test
    void theKeyboardIsEnough() {
        var page = page();
        // Listened for from the start: waitForFileChooser may take hold of the dialog only after the key has opened it
        page.onFileChooser(chooser -> chooser.setFiles(payload(LesionDrawing.mole(), "jpeg")));
        open(page);
        tabTo(page, "#choose");
        page.keyboard().press("Enter");
        waitFor(page, "judged");
        that(page, "#result-title").isFocused();
        int before = page.locator("#history-list li").count();
        tabTo(page, "#history-list li:first-child button");
        page.keyboard().press("Enter");
        that(page, "#confirm [value=keep]").isFocused();
        page.keyboard().press("Escape");
        that(page, "#confirm").isHidden();
        that(page, "#history-list li:first-child button").isFocused();
        page.keyboard().press("Enter");
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        that(page, "#history-list li").hasCount(before - 1);
    }

    @Test
    void indonesianIsRemembered() {
        var page = open(page());
        page.locator("[data-language=id]").click();
        that(page, "html").hasAttribute("lang", "id");
        that(page, "h1").hasText("Perlukah tahi lalat ini diperiksa dokter?");
        page.reload();
        that(page, "html").hasAttribute("lang", "id");
        give(page, LesionDrawing.mole(), "jpeg");
        waitFor(page, "judged");
        that(page, "#result .kicker").hasText(Pattern.compile("Putusan model: (Kanker|Bukan kanker)"));
    }

    @Test
    void theBrowserChoosesTheFirstLanguage() {
        var page = open(page(new Browser.NewContextOptions().setLocale("id-ID")));
        that(page, "html").hasAttribute("lang", "id");
        that(page, "[data-language=id]").hasAttribute("aria-pressed", "true");
    }

    @ParameterizedTest
    @CsvSource({"320, en-GB", "320, id-ID", "360, en-GB", "360, id-ID", "1280, en-GB", "1280, id-ID"})
    void nothingScrollsSideways(int width, String locale) {
        var page = open(page(new Browser.NewContextOptions().setViewportSize(width, 800).setLocale(locale)));
        assertFits(page);
        give(page, LesionDrawing.mole(), "jpeg");
        waitFor(page, "judged");
        assertFits(page);
        give(page, LesionDrawing.greyMole(), "jpeg");
        waitFor(page, "refused");
        assertFits(page);
    }

    @ParameterizedTest
    @EnumSource(value = ColorScheme.class, names = {"LIGHT", "DARK"})
    void axeFindsNoBarrier(ColorScheme scheme) {
        // Without motion, for a button half-way between two colours has neither one's contrast
        var page = open(page(new Browser.NewContextOptions().setViewportSize(360, 800).setColorScheme(scheme)
                .setReducedMotion(ReducedMotion.REDUCE)));
        assertAccessible(page);
        give(page, LesionDrawing.mole(), "jpeg");
        waitFor(page, "judged");
        assertAccessible(page);
        page.locator("#history-list li button").first().click();
        assertAccessible(page);
        page.keyboard().press("Escape");
        give(page, LesionDrawing.greyMole(), "jpeg");
        waitFor(page, "refused");
        assertAccessible(page);
    }

    private static void tabTo(Page page, String selector) {
        for (int i = 0; i < 40; i++) {
            page.keyboard().press("Tab");
            if (page.locator(selector).evaluate("node => node === document.activeElement").equals(true)) {
                return;
            }
        }
        throw new AssertionError("40 times Tab did not reach " + selector);
    }

    private static void assertFits(Page page) {
        var width = (Integer) page.evaluate("document.documentElement.scrollWidth");
        assertTrue(width <= page.viewportSize().width, width + " px wide in " + page.viewportSize().width + " px");
    }

    private static void assertAccessible(Page page) {
        var violations = new AxeBuilder(page).analyze().getViolations().stream()
                .map(rule -> rule.getId() + ": " + rule.getNodes()).toList();
        assertEquals(List.of(), violations);
    }
}
