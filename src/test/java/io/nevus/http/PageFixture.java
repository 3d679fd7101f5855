package io.nevus.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.ServiceWorkerPolicy;
import io.nevus.history.SqliteHistory;
import io.nevus.model.SavedModel;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser against the real server; after each test, neither may have misbehaved. */
abstract class PageFixture {

    private static Chromium chromium;
    private static HttpServer server;

    @TempDir
    private static Path folder;

    private final List<String> trouble = new ArrayList<>();
    private final List<BrowserContext> contexts = new ArrayList<>();

    @BeforeAll
    static void start() {
        chromium = Chromium.launch();
        server = startServer();
    }

    private static HttpServer startServer() {
        Map<String, String> options = Map.of("server.port", "0", "server.host", "localhost");
        Settings settings = Settings.load(options, Map.of(), Optional.empty());
        CountDownLatch loaded = new CountDownLatch(1);
        HttpServer started = HttpServer.start(settings, SqliteHistory.open(folder.resolve("history.db")),
                () -> SavedModel.load(Path.of("model")), _ -> loaded.countDown());
        try {
            loaded.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return started;
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @AfterEach
    void nothingWentWrongUnseen() {
        contexts.forEach(BrowserContext::close);
        assertEquals(List.of(), trouble);
    }

    static String address(String path) {
        return server.address().resolve(path).toString();
    }

    /** A fresh browser, as a reader of English on a wide screen has it. */
    Page page() {
        return page(new Browser.NewContextOptions().setViewportSize(1280, 900).setLocale("en-GB"));
    }

    Page page(Browser.NewContextOptions options) {
        var context = chromium.browser().newContext(options.setServiceWorkers(ServiceWorkerPolicy.BLOCK));
        contexts.add(context);
        var page = context.newPage();
        page.onPageError(error -> trouble.add("uncaught: " + error));
        page.onConsoleMessage(this::hear);
        page.onRequest(request -> {
            if (!request.url().startsWith(address("/")) && !request.url().startsWith("blob:" + address("/"))) {
                trouble.add("asked elsewhere: " + request.url());
            }
        });
        return page;
    }

    /** Chromium itself reports every failed call of /api, which the page cannot prevent; nothing else may be heard. */
    private void hear(ConsoleMessage message) {
        if (List.of("error", "warning").contains(message.type())
                && !(message.text().startsWith("Failed to load resource") && message.location().contains("/api/"))) {
            trouble.add(message.text());
        }
    }

    static BrowserContext newContext() {
        return newContext(new Browser.NewContextOptions());
    }

    static BrowserContext newContext(Browser.NewContextOptions options) {
        return chromium.browser().newContext(options);
    }

    static Page open(Page page) {
        page.navigate(address("/"));
        that(page, "#about-card dt, #about-message:not(:empty)").not().hasCount(0);
        return page;
    }

    static void give(Page page, BufferedImage image, String format) {
        page.setInputFiles("#file", payload(image, format));
    }

    static FilePayload payload(BufferedImage image, String format) {
        return new FilePayload("private name." + format, "image/" + format, LesionDrawing.encode(image, format));
    }

    static void waitFor(Page page, String state) {
        page.waitForSelector("#result[data-state=" + state + "]");
    }

    static LocatorAssertions that(Page page, String selector) {
        return PlaywrightAssertions.assertThat(page.locator(selector));
    }
}
