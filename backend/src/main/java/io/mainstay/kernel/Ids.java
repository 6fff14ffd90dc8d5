// SPDX-License-Identifier: Apache-2.0
package io.mainstay.kernel;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Draws the ids of entities: UUID version 7 (RFC 9562), the same in API, URLs, events and logs. */
public final class Ids {

    private static final TimeBasedEpochGenerator GENERATOR = Generators.timeBasedEpochGenerator();
    private static final Pattern UUID_FORM =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    /** Keycloak names a person so whom it reads from a store of somebody else's. */
    private static final String FOREIGN_PERSON = "f:";

    private Ids() {}

    /** A new id. Ids drawn by one process ascend. */
    public static String next() {
        return GENERATOR.generate().toString();
    }

    /** A text that sorts before every id that is drawn at the instant or later, and behind those drawn before it. */
    public static String lowestAt(Instant instant) {
        String millis = "%012x".formatted(instant.toEpochMilli());
        return millis.substring(0, 8) + "-" + millis.substring(8) + "-";
    }

    /** Whether the text has the form of an id; says nothing about whether something has that id. */
    public static boolean isId(String text) {
        return UUID_FORM.matcher(text).matches();
    }

    /**
     * Whether somebody who gave the text for an id meant one: a UUID in letters of either case, or the id of a person whom Keycloak reads from
     * a store of somebody else's. A number or a name is neither.
     */
    public static boolean isMeantAsId(String text) {
        return isId(text.toLowerCase(Locale.ROOT)) || text.startsWith(FOREIGN_PERSON);
    }

    /** Everything in the text that has the form of an id. */
    public static Stream<String> in(String text) {
        return UUID_FORM.matcher(text).results().map(MatchResult::group);
    }
}
