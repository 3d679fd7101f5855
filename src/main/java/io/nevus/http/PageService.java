package io.nevus.http;

import io.helidon.http.Method;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The page, and the description of the other faces. */
final class PageService implements HttpService {
    private static final String METHODS = "GET, HEAD";
    /** Names that cannot lead out of their folder. */
    private static final Pattern NAME = Pattern.compile("(/[\\w-]+)*/[\\w-]+(\\.[\\w-]+)+");

    private final PageFile description = PageFile.read("/META-INF/openapi.yaml", "application/yaml").orElseThrow();
    private final Map<String, PageFile> files = new ConcurrentHashMap<>();

    @Override
    public void routing(HttpRules rules) {
        Resource.at("/openapi").get(description::answer).register(rules);
        rules.any(this::file);
    }

    /** What is left by now: the page's files, unknown paths, and Helidon's services asked with a method they lack. */
    private void file(ServerRequest request, ServerResponse response) {
        Method method = request.prologue().method();
        String path = request.path().path();
        Optional<PageFile> file = find(path.equals("/") ? "/index.html" : path);
        boolean reading = method.equals(Method.GET) || method.equals(Method.HEAD);
        if (!reading && (file.isPresent() || Health.PATHS.contains(path))) {
            Resource.wrongMethod(path, METHODS).send(request, response);
        } else if (file.isPresent()) {
            file.get().answer(request).send(request, response);
        } else {
            response.next();
        }
    }

    private Optional<PageFile> find(String path) {
        if (!NAME.matcher(path).matches()) {
            return Optional.empty();
        }
        // what is not there is not remembered: anybody could fill the memory with names
        return Optional.ofNullable(files.computeIfAbsent(path, name -> PageFile.read("/web" + name).orElse(null)));
    }
}
