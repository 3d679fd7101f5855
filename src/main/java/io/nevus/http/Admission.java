package io.nevus.http;

import io.helidon.common.concurrency.limits.AimdLimit;
import io.helidon.common.concurrency.limits.LimitAlgorithm.Token;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Lets in as many pictures at once as can be judged within about a second; more would only wait in vain. */
final class Admission {
    private static final int LEAST = 16;
    private static final int MOST = 64;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private final AimdLimit limit =
            AimdLimit.builder().minLimit(LEAST).initialLimit(MOST).maxLimit(MOST).timeout(LONGEST_WAIT).build();

    /** Whether a picture that was there now would be turned away, so that it need not be read. */
    boolean isFull() {
        Optional<Token> token = limit.tryAcquire(false);
        token.ifPresent(Token::ignore);
        return token.isEmpty();
    }

    /** @throws Rejected when too many are being judged */
    <T> T admit(Supplier<T> work) {
        Token token = limit.tryAcquire(false).orElseThrow(Rejected::overloaded);
        T result;
        try {
            result = work.get();
        } catch (RuntimeException e) {
            token.ignore();
            throw e;
        }
        token.success();
        return result;
    }
}
