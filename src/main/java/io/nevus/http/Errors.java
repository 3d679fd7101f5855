package io.nevus.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.http.NotFoundException;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.nevus.history.HistoryUnavailable;
import io.nevus.model.ModelUnavailable;
import io.nevus.triage.Refusal;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The one table from failures to answers. What an exception says of the inside goes to the log, never to a client. */
final class Errors {
    private static final Logger LOG = Logger.getLogger(Errors.class.getName());
    private static final String RETRY_SECONDS = "5";
    private static final Status UNPROCESSABLE = Status.create(422, "Unprocessable Content");

    private Errors() {
    }

    static void handle(ServerRequest request, ServerResponse response, Throwable failure) {
        Exchange exchange = Exchange.of(request);
        if (failure instanceof Rejected rejected && !rejected.isOurFault()) {
            exchange.distrust();
        }
        reply(request.path().path(), problem(failure, exchange.id())).send(request, response);
    }

    /** The same problem in the shape that belongs to the path. */
    static Reply reply(String path, Problem problem) {
        Reply reply = ContractService.speaks(path) ? ContractService.failure(problem)
                : Reply.json(problem.status(), problem.json(), "application/problem+json");
        return switch (problem.status().code()) {
            case 401 -> reply.with(HeaderNames.WWW_AUTHENTICATE, "Bearer realm=\"nevus\"");
            case 503 -> reply.with(HeaderNames.RETRY_AFTER, RETRY_SECONDS);
            default -> reply;
        };
    }

    static Problem problem(Refusal refusal) {
        return new Problem(UNPROCESSABLE, "The picture was not judged", refusal.help(),
                Optional.of(refusal.reason().code()));
    }

    private static Problem problem(Throwable failure, String id) {
        return switch (failure) {
            case Rejected e -> new Problem(e.status(), title(e.status()), e.getMessage());
            case ModelUnavailable e -> {
                LOG.log(Level.WARNING, "Request {0}: {1}", new Object[] {id, e.getMessage()});
                yield new Problem(Status.SERVICE_UNAVAILABLE_503, "No picture can be judged at the moment",
                        "The model is not ready or has too much to do. Try again in a few seconds.");
            }
            case HistoryUnavailable e -> {
                LOG.log(Level.WARNING, "Request " + id + ": " + e.getMessage(), e);
                yield new Problem(Status.SERVICE_UNAVAILABLE_503, "The history is not available",
                        "Nothing was kept and nothing is lost. Try again in a few seconds; if that does not help, "
                                + "/observe/health/ready tells the operator what to do.");
            }
            case NotFoundException _ -> new Problem(Status.NOT_FOUND_404, "There is nothing here",
                    "Check the path; GET /openapi lists all there are.");
            case HttpException e when e.status().family() == Status.Family.CLIENT_ERROR ->
                    new Problem(e.status(), title(e.status()), "Check the request against GET /openapi.");
            default -> {
                LOG.log(Level.SEVERE, "Request " + id + " failed", failure);
                yield new Problem(Status.INTERNAL_SERVER_ERROR_500, "Nevus failed",
                        "This is a defect. Report it with the request id " + id + ".");
            }
        };
    }

    static String title(Status status) {
        return switch (status.code()) {
            case 400 -> "The request is malformed";
            case 401 -> "A key is needed";
            case 404 -> "There is nothing here";
            case 405 -> "The method is not allowed here";
            case 408 -> "The request came too slowly";
            case 413 -> "The upload is too large";
            case 415 -> "The upload has the wrong type";
            default -> status.reasonPhrase();
        };
    }
}
