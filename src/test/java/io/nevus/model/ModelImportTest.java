package io.nevus.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nevus.picture.PictureFactory;
import io.nevus.tfjs.Quantised;
import io.nevus.tfjs.TestModels;
import io.nevus.tfjs.TfjsWriter;
import io.nevus.triage.Examination.Judged;
import io.nevus.triage.Examination.Refused;
import io.nevus.triage.Refusal.Reason;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A TensorFlow.js model becomes a model directory like any other. */
class ModelImportTest {

    @TempDir
    private Path folder;
    private Path modelJson;
    private Path out;

    @BeforeEach
    void write() throws IOException {
        modelJson = TfjsWriter.write(folder.resolve("web"), TestModels.likeTheCourses(48), Quantised.NOT, 4 << 20);
        out = folder.resolve("model");
    }

    private String fault() {
        String message = assertThrows(ModelException.class, () -> ModelImport.convert(modelJson.toString(), out)).getMessage();
        assertEquals(1, message.lines().count(), message);
        return message;
    }

    @Test
    void itJudgesWithoutClassesByItsOwnThreshold() {
        ModelCard card = ModelImport.convert(modelJson.toString(), out);
        assertEquals("sigmoid", card.json().getString("kind"));
        try (SavedModel model = SavedModel.load(out)) {
            Judged judged = assertInstanceOf(Judged.class, model.examine(PictureFactory.jpeg()));
            assertTrue(judged.malignancy() > 0 && judged.malignancy() < 1);
            assertEquals(0.5, judged.threshold());
            assertTrue(judged.probabilities().isEmpty() && judged.heatMap().isEmpty());
            assertEquals(card.version(), judged.modelVersion());
            byte[] grey = PictureFactory.greyJpeg(PictureFactory.lesion(200, 200));
            assertEquals(Reason.NOT_COLOUR, assertInstanceOf(Refused.class, model.examine(grey)).refusal().reason());
        }
    }

    @Test
    void turnedPhotographsAreJudgedUpright() {
        ModelImport.convert(modelJson.toString(), out);
        BufferedImage image = PictureFactory.lesion(200, 150, 60, 50, 30);
        try (SavedModel model = SavedModel.load(out)) {
            double upright = assertInstanceOf(Judged.class, model.examine(PictureFactory.rotatedJpeg(image, 1))).malignancy();
            double turned = assertInstanceOf(Judged.class, model.examine(PictureFactory.rotatedJpeg(image, 6))).malignancy();
            assertEquals(upright, turned, 0.05);
        }
    }

    @Test
    void theSameModelGetsTheSameVersion() {
        assertEquals(ModelImport.convert(modelJson.toString(), out).version(),
                ModelImport.convert(modelJson.toString(), folder.resolve("again")).version());
    }

    @Test
    void anotherModelThanTheImportMeasuredIsNotLoaded() throws IOException {
        ModelImport.convert(modelJson.toString(), out);
        Path card = out.resolve(ModelCard.FILE);
        Files.writeString(card, Files.readString(card).replaceFirst("\"probability\": 0\\.[0-9]+", "\"probability\": 0.999"));
        String message = assertThrows(ModelException.class, () -> SavedModel.load(out)).getMessage();
        assertTrue(message.contains("built-in picture"), message);
    }

    @Test
    void itIsNotForTheEvaluationOfClasses() {
        ModelCard card = ModelImport.convert(modelJson.toString(), out);
        assertThrows(ModelException.class, card::triage);
    }

    @Test
    void nothingIsOverwritten() throws IOException {
        Files.createDirectories(out);
        ModelImport.convert(modelJson.toString(), out);
        assertTrue(fault().contains("new or empty"));
    }

    @Test
    void aShardOutsideOfTheFolderIsNotRead() throws IOException {
        Files.writeString(modelJson, Files.readString(modelJson).replace("\"group1-", "\"../group1-"));
        assertTrue(fault().contains("../group1-shard1of1.bin"));
    }

    @Test
    void aMissingModelIsNamed() throws IOException {
        Files.delete(modelJson);
        assertTrue(fault().contains(modelJson.toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "src"})
    void aDirectoryIsNotTakenForAModel(String directory) {
        modelJson = Path.of(directory);
        assertTrue(fault().contains("name the model.json"));
    }

    @Test
    void whatTensorFlowCannotRunIsNamedAndLeavesNothing() throws IOException {
        Files.writeString(modelJson, Files.readString(modelJson).replace("\"U0FNRQ==\"", "\"Tk9ORQ==\""));
        assertTrue(fault().contains("TensorFlow cannot run"));
        assertFalse(Files.exists(out.resolve(ServingFile.NAME)));
    }

    @Test
    void aModelOfSeveralNumbersIsNotTakenForOneProbability() throws IOException {
        modelJson = TfjsWriter.write(folder.resolve("two"), TestModels.ofTwoSigmoids(48), Quantised.NOT, 4 << 20);
        assertTrue(fault().contains("2 numbers"));
    }
}
