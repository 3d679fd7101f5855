package io.nevus.http;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import java.util.UUID;

/** Answers what is not even HTTP, which never reaches a route, as politely as all the rest. */
final class MalformedHttp implements DirectHandler {
    private static final int VERSION_NOT_SUPPORTED = 505;

    static DirectHandlers handlers() {
        var handlers = DirectHandlers.builder();
        for (EventType type : EventType.values()) {
            handlers.addHandler(type, new MalformedHttp());
        }
        return handlers.build();
    }

    @Override
    public TransportResponse handle(TransportRequest request, EventType type, Status said,
                                    ServerResponseHeaders headers, String message) {
        BoundedConnection.current().begin();
        Status status = blamingTheClient(said);
        Reply reply = Errors.reply(request.path(), new Problem(status, Errors.title(status), help(request, status)));
        String id = UUID.randomUUID().toString();
        RequestLog.malformed(id, status.code());
        CommonHeaders.addTo(headers, id);
        reply.headers().forEach(headers::set);
        headers.set(HeaderNames.CONNECTION, "close");
        return TransportResponse.builder().status(reply.status()).headers(headers).entity(reply.body())
                .keepAlive(false).build();
    }

    /** An unknown version of HTTP is no failure of ours, and must not look like one to those who watch for 5xx. */
    private static Status blamingTheClient(Status said) {
        return said.code() == VERSION_NOT_SUPPORTED ? Status.BAD_REQUEST_400 : said;
    }

    private static String help(TransportRequest request, Status status) {
        int limit = ContractService.speaks(request.path()) ? ContractService.PICTURE_LIMIT : ApiService.PICTURE_LIMIT;
        return status.equals(Status.REQUEST_ENTITY_TOO_LARGE_413) ? Rejected.tooLarge(limit).getMessage()
                : "The request is not valid HTTP/1.1. Check its first line, its headers and its length.";
    }
}
