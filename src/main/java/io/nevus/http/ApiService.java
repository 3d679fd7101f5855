package io.nevus.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.nevus.history.History;
import io.nevus.history.History.Position;
import io.nevus.model.Model;
import io.nevus.triage.Prediction;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Everything the contract cannot say. The page speaks to it. */
final class ApiService implements HttpService {
    static final int PICTURE_LIMIT = 10_000_000;
    private static final int DEFAULT_PAGE = 20;
    private static final Pattern PAGE_SIZE = Pattern.compile("[1-9][0-9]?|100");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private static final Pattern CURSOR = Pattern.compile("([0-9]{1,15})\\.(" + ID + ")");

    private final Upload upload;
    private final Examiner examiner;
    private final Model model;
    private final History history;
    private final ApiKey key;

    ApiService(Upload upload, Examiner examiner, Model model, History history, ApiKey key) {
        this.upload = upload;
        this.examiner = examiner;
        this.model = model;
        this.history = history;
        this.key = key;
    }

    @Override
    public void routing(HttpRules rules) {
        Resource.at("/api/predictions").get(this::list).post(key.guarding(this::predict)).register(rules);
        Resource.at("/api/predictions/{id}").get(this::find).delete(key.guarding(this::delete)).register(rules);
        Resource.at("/api/model").get(_ -> Reply.json(Status.OK_200, model.card())).register(rules);
    }

    private Reply predict(ServerRequest request) {
        return upload.withPicture(request, PICTURE_LIMIT, picture ->
                switch (examiner.examine(picture, Exchange.of(request))) {
                    case Examiner.Finding.Kept kept -> created(kept);
                    case Examiner.Finding.Refused(var refusal) ->
                            Errors.reply(request.path().path(), Errors.problem(refusal));
                });
    }

    private static Reply created(Examiner.Finding.Kept kept) {
        Prediction prediction = kept.prediction();
        JsonObject json = kept.judged().heatMap().map(map -> PredictionJson.prediction(prediction, map))
                .orElseGet(() -> PredictionJson.prediction(prediction));
        return Reply.json(Status.CREATED_201, json)
                .with(HeaderNames.LOCATION, "/api/predictions/" + prediction.id());
    }

    private Reply list(ServerRequest request) {
        int limit = limit(request);
        List<Prediction> found = history.list(limit + 1, after(request));
        List<Prediction> page = found.subList(0, Math.min(limit, found.size()));
        var predictions = Json.array();
        page.forEach(prediction -> predictions.add(PredictionJson.prediction(prediction)));
        var json = Json.object().add("predictions", predictions);
        if (found.size() > limit) {
            json.add("next", cursor(page.getLast()));
        }
        return Reply.json(Status.OK_200, json.build());
    }

    private static int limit(ServerRequest request) {
        String limit = request.query().first("limit").orElse(String.valueOf(DEFAULT_PAGE));
        if (!PAGE_SIZE.matcher(limit).matches()) {
            throw Rejected.malformed("limit must be a number from 1 to 100.");
        }
        return Integer.parseInt(limit);
    }

    /** The id of a prediction that is still there, or what an earlier page gave as next. */
    private Optional<Position> after(ServerRequest request) {
        if (!request.query().contains("after")) {
            return Optional.empty();
        }
        String after = request.query().first("after").orElse("");
        Matcher cursor = CURSOR.matcher(after);
        if (cursor.matches()) {
            return id(cursor.group(2)).map(id -> new Position(Instant.ofEpochMilli(Long.parseLong(cursor.group(1))), id));
        }
        Prediction last = id(after).flatMap(history::find).orElseThrow(() -> Rejected.malformed(
                "after must be what the page before gave as next, or the id of a prediction that is still there."));
        return Optional.of(Position.of(last));
    }

    /** Time and id, so that a page can be asked for although its predecessor's last prediction was deleted. */
    private static String cursor(Prediction last) {
        return last.createdAt().toEpochMilli() + "." + last.id();
    }

    private Reply find(ServerRequest request) {
        return id(request.path().pathParameters().get("id")).flatMap(history::find)
                .map(prediction -> Reply.json(Status.OK_200, PredictionJson.prediction(prediction)))
                .orElseThrow(Rejected::unknownPrediction);
    }

    private Reply delete(ServerRequest request) {
        if (id(request.path().pathParameters().get("id")).filter(history::delete).isEmpty()) {
            throw Rejected.unknownPrediction();
        }
        return Reply.empty(Status.NO_CONTENT_204);
    }

    private static Optional<UUID> id(String text) {
        return Optional.of(text.toLowerCase(Locale.ROOT)).filter(ID.asMatchPredicate()).map(UUID::fromString);
    }
}
