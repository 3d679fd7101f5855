package io.nevus.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nevus.picture.PictureFactory;
import io.nevus.triage.LesionClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelsTest {

    @TempDir
    private Path folder;

    private Path table(String... lines) throws IOException {
        return Files.write(folder.resolve("labels.csv"), List.of(lines));
    }

    @Test
    void readsTheTableOfHam10000() throws IOException {
        Path csv = table("lesion_id,image_id,dx,dx_type,age,sex,localization", "HAM_1,ISIC_1,bkl,histo,80.0,male,scalp");
        assertEquals(List.of(new Example("ISIC_1", "HAM_1", LesionClass.BKL)), Labels.read(csv));
    }

    @Test
    void withoutLesionsEveryPictureIsItsOwn() throws IOException {
        assertEquals(List.of(new Example("A", "A", LesionClass.MEL)), Labels.read(table("image_id,dx", "A,MEL")));
    }

    @Test
    void readsTheOneHotTableOfIsic() throws IOException {
        Path csv = table("image,MEL,NV,BCC,AKIEC,BKL,DF,VASC", "ISIC_7,0.0,0.0,0.0,1.0,0.0,0.0,0.0");
        assertTrue(Labels.isTable(csv));
        assertEquals(List.of(new Example("ISIC_7", "ISIC_7", LesionClass.AKIEC)), Labels.read(csv));
    }

    @Test
    void readsTheTableOfIsic2017() throws IOException {
        Path csv = table("image_id,melanoma,seborrheic_keratosis", "A,1.0,0.0", "B,0.0,1.0", "C,0,0");
        assertTrue(Labels.isTable(csv));
        assertEquals(List.of(new Example("A", "A", LesionClass.MEL), new Example("B", "B", LesionClass.BKL),
                new Example("C", "C", LesionClass.NV)), Labels.read(csv));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\t", ";"})
    void otherSeparatorsAreKnown(String separator) throws IOException {
        Path csv = table("image_id,dx".replace(",", separator), "A,bcc".replace(",", separator));
        assertEquals(List.of(new Example("A", "A", LesionClass.BCC)), Labels.read(csv));
    }

    @Test
    void aPictureListedTwiceIsNamedWithItsDiagnoses() throws IOException {
        Path csv = table("image_id,dx", "A,mel", "B,nv", "A,nv");
        String message = assertThrows(TrainingException.class, () -> Labels.read(csv)).getMessage();
        assertTrue(message.contains("lists A more than once, as mel and nv"), message);
    }

    @Test
    void theTableOfADataSetIsFound() throws IOException {
        Path metadata = Files.writeString(folder.resolve("HAM10000_metadata"), "image_id,dx\nA,mel\n");
        Files.writeString(folder.resolve("LICENSE"), "CC BY-NC 4.0");
        Files.writeString(folder.resolve("ages.csv"), "image_id,age\nA,7\n");
        assertEquals(metadata, TrainingRun.table(folder));
        Path other = Files.writeString(folder.resolve("MORE.CSV"), "image_id,dx\nB,mel\n");
        String message = assertThrows(TrainingException.class, () -> TrainingRun.table(folder)).getMessage();
        assertTrue(message.contains(metadata.toString()) && message.contains(other.toString()), message);
    }

    @Test
    void anUnknownClassIsNamedWithItsLine() throws IOException {
        Path csv = table("image_id,dx", "A,mel", "B,wart");
        String message = assertThrows(TrainingException.class, () -> Labels.read(csv)).getMessage();
        assertTrue(message.contains("line 3") && message.contains("'wart'") && message.contains("akiec"), message);
    }

    @Test
    void otherTablesAreNotTaken() throws IOException {
        assertTrue(!Labels.isTable(table("name,value", "a,1")));
    }

    @Test
    void aByteOrderMarkAndUnknownLesionsAreNoTrouble() throws IOException {
        Path csv = table("\uFEFFimage_id,lesion_id,dx", "A,,mel", "B,,nv");
        assertEquals(List.of(new Example("A", "A", LesionClass.MEL), new Example("B", "B", LesionClass.NV)),
                Labels.read(csv));
    }

    @ParameterizedTest
    @ValueSource(strings = {"name,value\na,1", "image_id,dx", "", "image,MEL\nA,1", "image_id,dx\nA",
        "image_id,dx\n\"A,mel", "image,MEL,NV,BCC,AKIEC,BKL,DF,VASC\nA,yes,0,0,0,0,0,0",
        "image,MEL,NV,BCC,AKIEC,BKL,DF,VASC\nA,1,1,0,0,0,0,0", "image_id,melanoma,seborrheic_keratosis\nA,1,1",
        "image_id,melanoma,seborrheic_keratosis\nA,,0", "image_id,melanoma\nA,1", "image_id,dx\nA,", "image_id,dx\n,nv"})
    void whatIsNoTableIsSaidInALine(String text) throws IOException {
        Path csv = Files.writeString(folder.resolve("bad.csv"), text);
        String message = assertThrows(TrainingException.class, () -> Labels.read(csv)).getMessage();
        assertTrue(message.contains("bad.csv") && message.lines().count() == 1, message);
    }

    @Test
    void picturesAreNoTable() throws IOException {
        Path jpeg = Files.write(folder.resolve("bad.csv"), PictureFactory.jpeg());
        assertThrows(TrainingException.class, () -> Labels.read(jpeg));
        assertThrows(TrainingException.class, () -> Labels.read(folder.resolve("gone.csv")));
        assertThrows(TrainingException.class, () -> Labels.read(folder));
    }
}
