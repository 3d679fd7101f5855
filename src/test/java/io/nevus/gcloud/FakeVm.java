package io.nevus.gcloud;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the launcher on the VM makes of its metadata, as far as one can tell from its guest attributes. */
final class FakeVm {

    private final Map<String, String> guestAttributes = new TreeMap<>();
    private final Set<String> broken = new HashSet<>();
    private final Map<String, String> metadata = new HashMap<>();
    private String wanted = "";
    private boolean rolling;

    /** Images of which this is a part never become ready. */
    void refuses(String part) {
        broken.add(part);
    }

    void mends() {
        broken.clear();
    }

    String metadata(String key) {
        return metadata.getOrDefault(key, "");
    }

    /** As update-container does it, which changes another key. */
    void runs(String image) {
        wanted = image;
        guestAttributes.put("running", image);
        guestAttributes.put("rollout", "ready " + image);
    }

    void read(JsonObject instanceMetadata) {
        String image = metadata("nevus-image");
        String settings = metadata("nevus-env");
        metadata.clear();
        JsonArray items = instanceMetadata.getJsonArray("items");
        for (JsonValue item : items == null ? JsonValue.EMPTY_JSON_ARRAY : items) {
            metadata.put(item.asJsonObject().getString("key"), item.asJsonObject().getString("value"));
        }
        if (!metadata("nevus-image").isEmpty() && !metadata("nevus-image").equals(image)) {
            wanted = metadata("nevus-image");
            rolling = true;
        }
        rolling |= !wanted.isEmpty() && !metadata("nevus-env").equals(settings);
        if (rolling) {
            guestAttributes.put("rollout", "rolling " + wanted);
        }
    }

    /** A rollout is seen once while it goes on, and has come to its end when it is asked for again. */
    Map<String, String> told() {
        Map<String, String> now = Map.copyOf(guestAttributes);
        if (rolling && broken.stream().anyMatch(wanted::contains)) {
            guestAttributes.put("rollout", "failed " + wanted + ": it did not become ready; "
                    + guestAttributes.getOrDefault("running", "nothing") + " keeps running");
        } else if (rolling) {
            runs(wanted);
        }
        rolling = false;
        return now;
    }
}
