package io.nevus.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One path and its methods, so that every path also knows HEAD, OPTIONS and which methods it does not have. */
final class Resource {
    private final String path;
    private final Map<Method, Handler> methods = new LinkedHashMap<>();

    private Resource(String path) {
        this.path = path;
    }

    static Resource at(String path) {
        return new Resource(path);
    }

    Resource get(Function<ServerRequest, Reply> answer) {
        return get(sending(answer));
    }

    Resource get(Handler handler) {
        methods.put(Method.HEAD, handler);
        return on(Method.GET, handler);
    }

    Resource post(Function<ServerRequest, Reply> answer) {
        return on(Method.POST, sending(answer));
    }

    Resource delete(Function<ServerRequest, Reply> answer) {
        return on(Method.DELETE, sending(answer));
    }

    private Resource on(Method method, Handler handler) {
        methods.put(method, handler);
        return this;
    }

    private static Handler sending(Function<ServerRequest, Reply> answer) {
        return (request, response) -> answer.apply(request).send(request, response);
    }

    void register(HttpRules rules) {
        methods.forEach((method, handler) -> rules.route(method, path, handler));
        rules.options(path, sending(_ -> preflight()));
        rules.any(path, sending(request -> wrongMethod(request.path().path(), allowed())));
    }

    /** DELETE is left out on purpose: a browser then keeps foreign pages from erasing somebody's history. */
    private Reply preflight() {
        String crossOrigin = methods.keySet().stream().filter(method -> !method.equals(Method.DELETE))
                .map(Method::text).collect(Collectors.joining(", "));
        return Reply.empty(Status.NO_CONTENT_204)
                .with(HeaderNames.ALLOW, allowed())
                .with(HeaderNames.ACCESS_CONTROL_ALLOW_METHODS, crossOrigin)
                .with(HeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, "Authorization, Content-Type, X-Request-Id, " + ApiKey.HEADER)
                .with(HeaderNames.ACCESS_CONTROL_MAX_AGE, "86400");
    }

    static Reply wrongMethod(String path, String allowed) {
        var problem = new Problem(Status.METHOD_NOT_ALLOWED_405, Errors.title(Status.METHOD_NOT_ALLOWED_405),
                "Use one of " + allowed + ".");
        return Errors.reply(path, problem).with(HeaderNames.ALLOW, allowed);
    }

    private String allowed() {
        return methods.keySet().stream().map(Method::text).collect(Collectors.joining(", ")) + ", OPTIONS";
    }
}
