package io.nevus.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.staticcontent.ClasspathHandlerConfig;
import io.helidon.webserver.staticcontent.MemoryCache;
import io.helidon.webserver.staticcontent.StaticContentFeature;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The page, and the description of the other faces. */
final class PageService implements HttpService {
    private final HttpService files = StaticContentFeature.createService(ClasspathHandlerConfig.builder()
            .location("web")
            .welcome("index.html")
            .memoryCache(MemoryCache.create())
            .build());
    private final Reply description = Reply.of(resource("/META-INF/openapi.yaml"), "application/yaml")
            .with(HeaderNames.CACHE_CONTROL, "no-cache");

    @Override
    public void routing(HttpRules rules) {
        Resource.at("/openapi").get(_ -> description).register(rules);
        // a browser asks again each time, and mostly hears "not modified": a new version shows at once
        rules.any((_, response) -> response.header(HeaderNames.CACHE_CONTROL, "no-cache").next());
        rules.register(files);
        rules.any(PageService::otherMethod);
    }

    /** What is left by now: unknown paths, and known ones asked for in a way Helidon's services do not answer. */
    private static void otherMethod(ServerRequest request, ServerResponse response) {
        Method method = request.prologue().method();
        String path = request.path().path();
        if (!method.equals(Method.GET) && !method.equals(Method.HEAD) && isKnown(path)) {
            Resource.wrongMethod(path, "GET, HEAD").send(request, response);
        } else {
            response.next();
        }
    }

    private static boolean isKnown(String path) {
        return Health.PATHS.contains(path) || !path.contains("..")
                && PageService.class.getResource("/web" + path) != null;
    }

    private static byte[] resource(String name) {
        try (InputStream in = PageService.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
