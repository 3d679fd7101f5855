package io.nevus.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nevus.triage.Examination;
import io.nevus.triage.Refusal;
import io.nevus.triage.Verdict;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AgreementTest {

    private static final Examination BLURRED = refused(Refusal.Reason.BLURRED);

    private static Examination judged(double malignancy) {
        return new Examination.Judged(malignancy >= 0.1 ? Verdict.CANCER : Verdict.NON_CANCER, malignancy, 0.1, Map.of(),
                Optional.empty(), "1");
    }

    private static Examination refused(Refusal.Reason reason) {
        return new Examination.Refused(new Refusal(reason, "Upload another."));
    }

    @Test
    void tellsOtherVerdictsNearTheThresholdFromClearOnes() {
        assertEquals(new Agreement(1, 0, 0, 0, 0), Agreement.of(judged(0.2), judged(0.2)));
        assertEquals(new Agreement(1, 1, 0, 0, 0.25), Agreement.of(judged(0.09765625), judged(0.34765625)));
        assertEquals(new Agreement(1, 1, 1, 0, 0.25), Agreement.of(judged(0.0625), judged(0.3125)));
    }

    @Test
    void tellsOtherRefusals() {
        assertEquals(new Agreement(1, 0, 0, 0, 0), Agreement.of(BLURRED, BLURRED));
        assertEquals(new Agreement(1, 0, 0, 1, 0), Agreement.of(BLURRED, refused(Refusal.Reason.UNREADABLE)));
        assertEquals(new Agreement(1, 0, 0, 1, 0), Agreement.of(judged(0.2), BLURRED));
        assertEquals(new Agreement(1, 0, 0, 1, 0), Agreement.of(BLURRED, judged(0.2)));
    }
}
