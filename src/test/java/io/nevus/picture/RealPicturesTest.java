package io.nevus.picture;

import static io.nevus.picture.Inspections.assertSafe;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No good picture is turned away. */
class RealPicturesTest {

    @ParameterizedTest
    @CsvSource({"isic2018-validation,1,193", "ham10000,20,500", "isic2017-training,20,100", "not-skin,1,144"})
    void takesEveryPictureOfTheDataSets(String dataSet, int step, int atLeast) throws IOException {
        int taken = 0;
        for (byte[] picture : DataSets.pictures(dataSet, step)) {
            assertSafe(picture);
            taken++;
        }
        assertTrue(taken >= atLeast, "Only %d pictures in %s".formatted(taken, dataSet));
    }
}
