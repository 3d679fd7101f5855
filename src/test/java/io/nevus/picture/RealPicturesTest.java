package io.nevus.picture;

import static io.nevus.picture.Inspections.assertSafe;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.zip.ZipFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No good picture is turned away. */
class RealPicturesTest {

    @ParameterizedTest
    @CsvSource({"isic2018-validation,1,193", "ham10000,20,500", "isic2017-training,20,100", "not-skin,1,144"})
    void takesEveryPictureOfTheDataSets(String dataSet, int step, int atLeast) throws IOException {
        int taken = 0;
        for (Path archive : DataSets.archives(dataSet).toList()) {
            try (ZipFile zip = new ZipFile(archive.toFile())) {
                var pictures = zip.stream().filter(entry -> entry.getName().matches(".*\\.(jpe?g|png)")).toList();
                for (int i = 0; i < pictures.size(); i += step) {
                    assertSafe(zip.getInputStream(pictures.get(i)).readAllBytes());
                    taken++;
                }
            }
        }
        assertTrue(taken >= atLeast, "Only %d pictures in %s".formatted(taken, dataSet));
    }
}
