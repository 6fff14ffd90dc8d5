// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.security;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.mainstay.kernel.SystemClock;
import java.io.IOException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The identity provider's keys. They are read when first needed, then at an interval, and early when a token names a key
 * that is not among them, but never more often than a pause allows. While the provider is away the last keys that were
 * read go on being used, however old, so that people who hold a token can work on.
 */
final class KeySet implements JWKSource<SecurityContext> {

    private static final Logger LOG = LoggerFactory.getLogger(KeySet.class);

    /** Reads the provider's current keys. */
    interface Reader {
        String read() throws IOException;
    }

    private record Keys(JWKSet set, Instant readAt) {}

    private final Reader reader;
    private final SystemClock clock;
    private final Duration interval;
    private final Duration pause;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile @Nullable Keys keys;
    private volatile Instant nextAttempt = Instant.MIN;

    KeySet(Reader reader, SystemClock clock, Duration interval, Duration pause) {
        this.reader = reader;
        this.clock = clock;
        this.interval = interval;
        this.pause = pause;
    }

    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) throws KeySourceException {
        Keys known = keys;
        if (known == null) {
            return selector.select(readFirst().set());
        }
        if (!clock.now().isBefore(known.readAt().plus(interval))) {
            known = readAgain(known);
        }
        List<JWK> found = selector.select(known.set());
        return found.isEmpty() ? selector.select(readAgain(known).set()) : found;
    }

    private Keys readFirst() throws KeySourceException {
        reading.lock();
        try {
            Keys known = keys;
            if (known != null) {
                return known;
            }
            if (clock.now().isBefore(nextAttempt)) {
                throw new JWKSetUnavailableException("The identity provider's keys could not be read");
            }
            return read();
        } catch (IOException | ParseException failure) {
            throw new JWKSetUnavailableException("The identity provider's keys cannot be read", failure);
        } finally {
            reading.unlock();
        }
    }

    /** One caller reads while the others go on with what is known. */
    private Keys readAgain(Keys known) {
        if (clock.now().isBefore(nextAttempt) || !reading.tryLock()) {
            return known;
        }
        try {
            return read();
        } catch (IOException | ParseException failure) {
            LOG.warn("The identity provider's keys cannot be read; those of {} stay in use", known.readAt(), failure);
            return known;
        } finally {
            reading.unlock();
        }
    }

    private Keys read() throws IOException, ParseException {
        nextAttempt = clock.now().plus(pause);
        Keys read = new Keys(JWKSet.parse(reader.read()), clock.now());
        keys = read;
        return read;
    }
}
