package io.nevus.http;

import io.helidon.config.Config;
import io.helidon.config.ConfigException;
import io.helidon.config.ConfigSources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Layers of settings, the strongest first, that know what the user called each value. */
final class SettingsSource {
    /** How existing deployments call them. */
    private static final Map<String, String> ALIASES =
            Map.of("server.port", "PORT", "server.host", "HOST", "model.location", "MODEL_URL",
                    "model.storage-endpoint", "STORAGE_EMULATOR_HOST", "history.project", "GOOGLE_CLOUD_PROJECT");

    private final List<Layer> layers;

    private SettingsSource(List<Layer> layers) {
        this.layers = layers;
    }

    static SettingsSource of(Map<String, String> options, Map<String, String> environment, Optional<Path> file) {
        Map<String, String> defaults = yaml(() -> Config.just(ConfigSources.classpath("application.yaml")));
        Set<String> keys = new TreeSet<>(defaults.keySet());
        List<Layer> layers = new ArrayList<>();
        layers.add(optionLayer(options));
        layers.add(environmentLayer(keys, environment));
        file.ifPresent(path -> layers.add(fileLayer(path, keys)));
        layers.add(new Layer(Map.of(), defaults));
        return new SettingsSource(layers);
    }

    String text(String key) {
        return layers(key).findFirst().orElseThrow().values().get(key);
    }

    int number(WholeNumber setting) {
        return setting.parse(text(setting.key()));
    }

    Duration seconds(WholeNumber setting) {
        return Duration.ofSeconds(number(setting));
    }

    /** Under which name the value of this key was given. */
    String nameOf(String key) {
        return layers(key).findFirst().map(layer -> layer.names().getOrDefault(key, key)).orElse(key);
    }

    /** Those that have the key, the strongest first. */
    private Stream<Layer> layers(String key) {
        return layers.stream().filter(layer -> layer.values().containsKey(key));
    }

    private static Layer optionLayer(Map<String, String> options) {
        Map<String, String> names = new HashMap<>();
        options.keySet().forEach(key -> names.put(key, "--" + option(key)));
        return new Layer(names, options);
    }

    private static String option(String key) {
        int dot = key.indexOf('.');
        return List.of("model.location", "history.file").contains(key) ? key.substring(0, dot) : key.substring(dot + 1);
    }

    /** NEVUS_SERVER_PORT for server.port; an empty variable counts as none. */
    private static Layer environmentLayer(Set<String> keys, Map<String, String> environment) {
        Map<String, String> names = new HashMap<>();
        Map<String, String> values = new HashMap<>();
        for (String key : keys) {
            String own = "NEVUS_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
            for (String name : List.of(ALIASES.getOrDefault(key, own), own)) {
                String value = environment.getOrDefault(name, "");
                if (!value.isBlank()) {
                    names.put(key, name);
                    values.put(key, value);
                }
            }
        }
        return new Layer(names, values);
    }

    private static Layer fileLayer(Path file, Set<String> keys) {
        if (!Files.isReadable(file)) {
            throw new WrongSetting("--config", "names " + file + ", which is not a readable file");
        }
        Map<String, String> values = yaml(() -> Config.just(ConfigSources.file(file)));
        Map<String, String> names = new HashMap<>();
        for (String key : values.keySet()) {
            if (!keys.contains(key)) {
                throw new WrongSetting(key, "in " + file + " is unknown; known are " + String.join(", ", keys));
            }
            names.put(key, key + " in " + file);
        }
        return new Layer(names, values);
    }

    private static Map<String, String> yaml(Supplier<Config> config) {
        try {
            return config.get().asMap().orElse(Map.of());
        } catch (ConfigException e) {
            throw new WrongSetting("--config", "names a file that is not well-formed YAML");
        }
    }

    /**
     * @param names  what the user called each key, where it was not by the key
     * @param values by key
     */
    private record Layer(Map<String, String> names, Map<String, String> values) {
    }
}
