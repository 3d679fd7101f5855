package io.nevus.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.nevus.triage.Refusal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the page makes of answers that a healthy, honest server does not give on demand. */
class PageTroubleIT extends PageFixture {

    private static final String PREDICTIONS = "**/api/predictions";
    private static final String PREDICTION = """
            {"id":"%s","createdAt":"2026-11-20T08:26:41.834Z","verdict":"%s","suggestion":"s","malignancy":%s,
             "threshold":0.221,"classes":[{"code":"mel","title":"Melanoma","malignant":true,"probability":1}],
             "heatMap":{"rows":3,"columns":3,"values":[0,0,0,1,0,0,0,0,0]},"modelVersion":"%s"}""";
    private static final String MARKUP = "<img src=x onerror=document.title='hacked'>";

    @ParameterizedTest
    @EnumSource
    void everyRefusalHasAdviceInBothLanguages(Refusal.Reason reason) {
        var page = open(page());
        answer(page, 422, problem(422, reason.code()), Map.of());
        give(page, LesionDrawing.mole(), "jpeg");
        waitFor(page, "refused");
        for (var language : List.of("en", "id")) {
            page.locator("[data-language=" + language + "]").click();
            // The server's own sentence is English and stands in only for reasons the page does not know
            that(page, "#result .advice").not().containsText("server's help");
        }
        that(page, "#result .button.primary").hasText("Pilih gambar lain");
    }

    @ParameterizedTest
    @CsvSource({"400, The server did not understand the upload", "413, The file is too big",
            "500, Something went wrong on the server"})
    void aFailureIsExplained(int status, String title) {
        var page = open(page());
        answer(page, status, problem(status, ""), Map.of());
        give(page, LesionDrawing.mole(), "jpeg");
        waitFor(page, "failed");
        that(page, "#result-title").hasText(title);
        that(page, "#result-title").isFocused();
    }

    @Test
    void aBusyServerIsTriedAgainAfterTheTimeItAsksFor() {
        var page = open(page());
        var calls = new AtomicInteger();
        page.route(PREDICTIONS, route -> {
            if (calls.incrementAndGet() == 1) {
                fulfil(route, 503, problem(503, ""), Map.of("Retry-After", "2"));
            } else {
                route.resume();
            }
        });
        give(page, LesionDrawing.mole(), "jpeg");
        waitFor(page, "failed");
        that(page, "#result-title").hasText("Nevus is busy");
        that(page, "#result .countdown").hasText(Pattern.compile("Trying again in [12] s\\."));
        waitFor(page, "judged");
        assertEquals(2, calls.get());
    }

    @Test
    void aLoadingModelIsWaitedFor() {
        var page = page();
        page.route("**/api/model", route -> fulfil(route, 503, problem(503, ""), Map.of()));
        open(page);
        that(page, "#result").containsText("The model is still loading");
        answer(page, 503, problem(503, ""), Map.of("Retry-After", "60"));
        give(page, LesionDrawing.mole(), "jpeg");
        that(page, "#result-title").hasText("The model is not ready yet");
        page.unrouteAll();
        page.locator("#result .button").click();
        waitFor(page, "judged");
    }

    @Test
    void aLostConnectionKeepsThePicture() {
        var page = open(page());
        page.context().setOffline(true);
        give(page, LesionDrawing.mole(), "jpeg");
        waitFor(page, "failed");
        that(page, "#result-title").hasText("The server cannot be reached");
        page.context().setOffline(false);
        page.locator("#result .button").click();
        waitFor(page, "judged");
    }

    @Test
    void markupFromOutsideStaysText() {
        var page = page();
        page.route("**/api/predictions?*", route -> fulfil(route, 200, """
                {"predictions":[%s]}""".formatted(PREDICTION.formatted("1", MARKUP, "0.5", MARKUP)), Map.of()));
        open(page);
        that(page, ".record-verdict").hasText(MARKUP);
        answer(page, 201, PREDICTION.formatted("2", MARKUP, "0.5", MARKUP), Map.of());
        give(page, LesionDrawing.mole(), "jpeg");
        that(page, "#result-title").hasText(MARKUP);
        page.unroute(PREDICTIONS);
        answer(page, 422, problem(422, MARKUP).replace("server's help", MARKUP), Map.of());
        give(page, LesionDrawing.mole(), "jpeg");
        waitFor(page, "refused");
        that(page, "#result .advice").hasText(MARKUP);
        that(page, "img[src=x]").hasCount(0);
    }

    @Test
    void theMapIsDescribedInWords() {
        var page = open(page());
        answer(page, 201, PREDICTION.formatted("1", "Cancer", "0.9", "v"), Map.of());
        give(page, LesionDrawing.mole(), "jpeg");
        that(page, "#heat").hasAttribute("aria-label",
                "Heat map over the picture. It is strongest at the centre left.");
    }

    @ParameterizedTest
    @CsvSource({"0.2206, Non-cancer, 22.06%, 22.1%", "0.2210, Cancer, 22%, 22%", "0.0000001, Non-cancer, < 0.1%, 22%",
            "0.99999, Cancer, > 99.9%, 22%"})
    void theChanceNeverContradictsTheVerdict(String malignancy, String verdict, String chance, String threshold) {
        var page = open(page());
        answer(page, 201, PREDICTION.formatted("1", verdict, malignancy, "v"), Map.of());
        give(page, LesionDrawing.mole(), "jpeg");
        that(page, "#result").containsText("malignant lesion at %s. From %s on".formatted(chance, threshold));
    }

    /** Another program of the course wrote it. */
    @Test
    void aRecordThatTellsTheVerdictOnlyIsShown() {
        var page = page();
        page.route("**/api/predictions?*", route -> fulfil(route, 200, """
                {"predictions":[{"id":"a","createdAt":"2023-12-22T08:26:41.834Z","verdict":"Cancer",
                 "suggestion":"Segera periksa ke dokter!"}]}""", Map.of()));
        open(page);
        that(page, ".record-verdict").hasText("Cancer");
        that(page, ".record-chance").hasText("");
    }

    @Test
    void olderRecordsFollowWhenTheLastOneWasDeleted() {
        var page = page();
        page.route("**/api/predictions?*", route -> fulfil(route, 200, route.request().url().contains("after=b")
                ? records("", "d", "e") : records("c", "a", "b", "c"), Map.of()));
        page.route("**/api/predictions/c", route -> route.fulfill(new Route.FulfillOptions().setStatus(204)));
        open(page);
        page.locator("#history-list li:last-child button").click();
        page.locator("#confirm [value=delete]").click();
        that(page, "#history-list li").hasCount(2);
        page.locator("#history-more").click();
        that(page, "#history-list li").hasCount(4);
        that(page, "#history-list li:nth-child(3) button").isFocused();
        that(page, "#history-more").isHidden();
    }

    private static String records(String next, String... ids) {
        var list = Stream.of(ids).map(id -> PREDICTION.formatted(id, "Cancer", "0.9", "v")).toList();
        return """
                {"predictions":%s%s}""".formatted(list, next.isEmpty() ? "" : ",\"next\":\"" + next + "\"");
    }

    private static String problem(int status, String reason) {
        return """
                {"type":"about:blank","title":"t","status":%d,"detail":"server's help","reason":"%s"}"""
                .formatted(status, reason);
    }

    private static void answer(Page page, int status, String body, Map<String, String> headers) {
        page.route(PREDICTIONS, route -> fulfil(route, status, body, headers));
    }

    private static void fulfil(Route route, int status, String body, Map<String, String> headers) {
        route.fulfill(new Route.FulfillOptions().setStatus(status).setContentType("application/json")
                .setHeaders(headers).setBody(body));
    }
}
