package io.nevus.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.nevus.history.History;
import io.nevus.history.History.Position;
import io.nevus.triage.Prediction;
import jakarta.json.JsonObject;
import jakarta.json.stream.JsonGenerator;
import java.io.BufferedOutputStream;
import java.util.List;
import java.util.Optional;

/** The course contract, to the letter: existing frontends and graders speak to it. */
final class ContractService implements HttpService {
    static final int PICTURE_LIMIT = 1_000_000;
    private static final String FAILURE = "Terjadi kesalahan dalam melakukan prediksi";
    private static final int PAGE = 500;
    private static final int BLOCK = 64 * 1024;

    private final Upload upload;
    private final Examiner examiner;
    private final History history;

    ContractService(Upload upload, Examiner examiner, History history) {
        this.upload = upload;
        this.examiner = examiner;
        this.history = history;
    }

    @Override
    public void routing(HttpRules rules) {
        Resource.at("/predict").post(this::predict).register(rules);
        Resource.at("/predict/histories").get(this::histories).register(rules);
    }

    static boolean speaks(String path) {
        return path.equals("/predict") || path.startsWith("/predict/") || path.startsWith("//predict");
    }

    /** The contract knows 413 and, for any other fault of the client, 400. */
    static Reply failure(Problem problem) {
        return switch (problem.status().code()) {
            case 400, 415, 422 -> failure(Status.BAD_REQUEST_400, FAILURE);
            default -> failure(problem.status(), problem.detail());
        };
    }

    private static Reply failure(Status status, String message) {
        return Reply.json(status, Json.object().add("status", "fail").add("message", message).build());
    }

    private Reply predict(ServerRequest request) {
        return upload.withPicture(request, PICTURE_LIMIT, picture ->
                switch (examiner.examine(picture, Exchange.of(request))) {
                    case Examiner.Finding.Kept kept -> success(kept.prediction());
                    case Examiner.Finding.Refused(var refusal) -> failure(Errors.problem(refusal));
                });
    }

    private static Reply success(Prediction prediction) {
        JsonObject body = Json.object()
                .add("status", "success")
                .add("message", "Model is predicted successfully")
                .add("data", PredictionJson.contractData(prediction))
                .build();
        return Reply.json(Status.CREATED_201, body);
    }

    /** The contract lists everything at once; page by page, a million rows need no more memory than one page. */
    private void histories(ServerRequest request, ServerResponse response) {
        List<Prediction> page = history.list(PAGE, Optional.empty());
        response.header(HeaderNames.CONTENT_TYPE, "application/json");
        if (request.prologue().method().equals(Method.HEAD)) {
            response.send();
            return;
        }
        JsonGenerator json = Json.generator(new BufferedOutputStream(response.outputStream(), BLOCK));
        json.writeStartObject().write("status", "success").writeStartArray("data");
        while (!page.isEmpty()) {
            page.forEach(prediction -> json.write(PredictionJson.contractHistory(prediction)));
            page = page.size() < PAGE ? List.of() : history.list(PAGE, Optional.of(Position.of(page.getLast())));
        }
        // not closed when a page fails: a list that breaks off must not look complete
        json.writeEnd().writeEnd().close();
    }
}
