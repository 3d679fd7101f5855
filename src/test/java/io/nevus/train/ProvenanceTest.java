package io.nevus.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nevus.triage.LesionClass;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ProvenanceTest {

    private static final List<Example> ONE = List.of(new Example("A", "A", LesionClass.MEL));

    private static JsonObject training(Recipe recipe, List<Example> extra) {
        return new Provenance(recipe, List.of(), new Split(ONE, ONE, ONE, extra),
                Optional.of(Path.of("isic/ISIC-2017_Training_Part3_GroundTruth.csv")), 5000).json().build();
    }

    @Test
    void theToldSettingsMakeTheSameRecipe() {
        Recipe recipe = Recipe.standard().with("learning-rate", 7e-4).with("size", 192).with("mixup", 0.2);
        String told = Provenance.told(training(recipe, List.of()));
        Recipe read = Recipe.standard();
        for (var setting : Pattern.compile("--set ([a-z-]+)=([0-9.]+)").matcher(told).results().toList()) {
            read = read.with(setting.group(1), Double.parseDouble(setting.group(2)));
        }
        assertEquals(recipe, read);
        assertTrue(told.contains("took 1 h 24 min on"), told);
        assertTrue(told.lines().allMatch(line -> line.length() <= 120), told);
    }

    @Test
    void theCommandTellsOfTheTeachers() {
        List<Trial> teachers = List.of(Trial.of("epochs=14,mixup=0"), Trial.of("seed=2"));
        var provenance = new Provenance(Recipe.standard(), teachers, new Split(ONE, ONE, ONE, List.of()), Optional.empty(), 60);
        String told = Provenance.told(provenance.json().build());
        assertEquals(teachers, Pattern.compile("--teacher (\\S+)").matcher(told).results()
                .map(found -> Trial.of(found.group(1))).toList());
    }

    @Test
    void otherSourcesAreNamed() {
        assertTrue(Provenance.extra(training(Recipe.standard(), ONE)).contains("Codella"));
        assertEquals("", Provenance.extra(training(Recipe.standard(), List.of())));
    }

    @Test
    void olderCardsAreTold() {
        JsonObject old = Json.createObjectBuilder().add("data", "b9").add("recipe", "Recipe[size=160]").build();
        assertTrue(Provenance.told(old).contains("Recipe[size=160]"));
        assertEquals("", Provenance.extra(old));
    }
}
