// SPDX-License-Identifier: Apache-2.0
package io.mainstay.kernel;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A place in a sorted list: the sort values of the item and its id, with a hash of the list's filter and sort. Opaque to
 * clients, who may all the same write one of their own: it is read only by what refuses whatever the list cannot have
 * returned.
 *
 * <p>The hash has no key, so anybody can make a cursor. That gives nothing away: a cursor says where a page begins, and what
 * the page shows is decided by the list and the caller's rights. A key would have to be shared by all replicas, and cursors
 * would end with it.
 */
public final class Cursor {

    /** How long a cursor may be: longer than three times the longest name that anything is sorted by. */
    public static final int MAX_LENGTH = 4_000;

    private static final int LONGEST_ID = 200;

    /** Instants with years of four digits, which every store can compare. */
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private static final char UNIT = '\u001f';
    private static final char ABSENT = '\u0000';
    private static final char ESCAPE = '\\';

    private final List<@Nullable String> values;
    private final String id;
    private final String scopeHash;

    private Cursor(List<@Nullable String> values, String id, String scopeHash) {
        this.values = Collections.unmodifiableList(new ArrayList<>(values));
        this.id = id;
        this.scopeHash = scopeHash;
    }

    /**
     * @param sortValues as text, in the order of the sort; null where the item has no value
     * @param scope the list's filter and sort in any stable text form
     */
    public static Cursor of(List<@Nullable String> sortValues, String id, String scope) {
        return new Cursor(sortValues, id, hash(scope));
    }

    /** @throws BadArgumentException if the text is no cursor, or one of another list */
    public static Cursor parse(String text, String scope) {
        if (text.length() > MAX_LENGTH) {
            throw forged();
        }
        List<@Nullable String> parts = decode(text);
        if (parts.size() < 2) {
            throw forged();
        }
        String scopeHash = parts.get(0);
        String id = parts.get(1);
        if (id == null || scopeHash == null || !scopeHash.equals(hash(scope))) {
            throw new BadArgumentException("after", "a cursor of the same filter and sort");
        }
        if (id.isEmpty() || id.length() > LONGEST_ID || !Texts.isPlain(id)) {
            throw forged();
        }
        return new Cursor(parts.subList(2, parts.size()), id, scopeHash);
    }

    public String encode() {
        StringBuilder plain = new StringBuilder(scopeHash).append(UNIT).append(id);
        for (String value : values) {
            plain.append(UNIT);
            if (value == null) {
                plain.append(ABSENT);
            } else {
                plain.append(escaped(value));
            }
        }
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(plain.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** The id of the item. A list whose items are sorted by nothing else reads {@link #onlyId()}. */
    public String id() {
        return id;
    }

    /**
     * The id, in a list that is sorted by nothing else.
     *
     * @throws BadArgumentException if there are sort values
     */
    public String onlyId() {
        values(0);
        return id;
    }

    /**
     * The sort values, to be read by their types.
     *
     * @param count how many a cursor of this list has
     * @throws BadArgumentException if there are more or fewer
     */
    public Values values(int count) {
        if (values.size() != count) {
            throw forged();
        }
        return new Values(values);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Cursor cursor
                && values.equals(cursor.values)
                && id.equals(cursor.id)
                && scopeHash.equals(cursor.scopeHash);
    }

    @Override
    public int hashCode() {
        return Objects.hash(values, id, scopeHash);
    }

    /** Sort values by their place in the sort. Each method refuses a value of another type than its own. */
    public static final class Values {

        private final List<@Nullable String> values;

        private Values(List<@Nullable String> values) {
            this.values = values;
        }

        /** @throws BadArgumentException if it is absent */
        public String text(int index) {
            String value = textOrNull(index);
            if (value == null) {
                throw forged();
            }
            return value;
        }

        public @Nullable String textOrNull(int index) {
            return values.get(index);
        }

        /** @throws BadArgumentException if it is absent, no instant, or out of the years 1 to 9999 */
        public Instant instant(int index) {
            Instant instant;
            try {
                instant = Instant.parse(text(index));
            } catch (DateTimeException notAnInstant) {
                throw forged();
            }
            if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
                throw forged();
            }
            return instant;
        }

        /** @throws BadArgumentException if it is absent or no whole number of 32 bits */
        public int integer(int index) {
            try {
                return Integer.parseInt(text(index));
            } catch (NumberFormatException notANumber) {
                throw forged();
            }
        }

        /** @throws BadArgumentException if it is absent or no whole number of 64 bits */
        public long longValue(int index) {
            try {
                return Long.parseLong(text(index));
            } catch (NumberFormatException notANumber) {
                throw forged();
            }
        }

        /** @throws BadArgumentException if it is absent or no finite number */
        public double decimal(int index) {
            try {
                double number = Double.parseDouble(text(index));
                if (Double.isFinite(number)) {
                    return number;
                }
            } catch (NumberFormatException notANumber) {
                throw forged();
            }
            throw forged();
        }

        /** @throws BadArgumentException if it is absent or the name of none of the constants */
        public <E extends Enum<E>> E constant(int index, Class<E> type) {
            String name = text(index);
            return Arrays.stream(type.getEnumConstants())
                    .filter(constant -> constant.name().equals(name))
                    .findFirst()
                    .orElseThrow(Cursor::forged);
        }
    }

    // Says nothing of the text: a forged one may hold anything.
    private static BadArgumentException forged() {
        return new BadArgumentException("after", "a cursor that this list returned");
    }

    private static List<@Nullable String> decode(String text) {
        String plain;
        try {
            plain = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Base64.getUrlDecoder().decode(text)))
                    .toString();
        } catch (IllegalArgumentException | CharacterCodingException unreadable) {
            throw forged();
        }
        List<@Nullable String> parts = new ArrayList<>();
        for (String part : plain.split(String.valueOf(UNIT), -1)) {
            parts.add(part.length() == 1 && part.charAt(0) == ABSENT ? null : unescaped(part));
        }
        return parts;
    }

    /** Keeps apart what stands for itself in a value and what stands between values. */
    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace(String.valueOf(UNIT), "\\u").replace(String.valueOf(ABSENT), "\\0");
    }

    private static String unescaped(String part) {
        if (part.indexOf(ESCAPE) < 0) {
            return part;
        }
        StringBuilder value = new StringBuilder();
        for (int index = 0; index < part.length(); index++) {
            char character = part.charAt(index);
            if (character != ESCAPE) {
                value.append(character);
                continue;
            }
            index++;
            value.append(
                    switch (index < part.length() ? part.charAt(index) : ' ') {
                        case ESCAPE -> ESCAPE;
                        case 'u' -> UNIT;
                        case '0' -> ABSENT;
                        default -> throw forged();
                    });
        }
        return value.toString();
    }

    private static String hash(String scope) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(scope.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
