package io.nevus.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nevus.triage.LesionClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    void anUnknownClassIsNamedWithItsLine() throws IOException {
        Path csv = table("image_id,dx", "A,mel", "B,wart");
        String message = assertThrows(TrainingException.class, () -> Labels.read(csv)).getMessage();
        assertTrue(message.contains("line 3") && message.contains("'wart'") && message.contains("akiec"), message);
    }

    @Test
    void otherTablesAreNotTaken() throws IOException {
        assertTrue(!Labels.isTable(table("name,value", "a,1")));
    }
}
