package io.mainstay.kernel;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place in a sorted list: the sort values of the item and its id, with a hash of the list's filter and sort. Opaque to
 * clients.
 *
 * @param sortValues as text, in the order of the sort; null where the item has no value
 * @param scopeHash see {@link #of}
 */
public record Cursor(List<@Nullable String> sortValues, String id, String scopeHash) {

    private static final char UNIT = '\u001f';
    private static final char ABSENT = '\u0000';

    /** @param scope the list's filter and sort in any stable text form */
    public static Cursor of(List<@Nullable String> sortValues, String id, String scope) {
        return new Cursor(sortValues, id, hash(scope));
    }

    /** @throws BadArgumentException if the text is no cursor, or one of another list */
    public static Cursor parse(String text, String scope) {
        List<@Nullable String> parts = decode(text);
        if (parts.size() < 2) {
            throw new BadArgumentException("after", "a cursor that this list returned");
        }
        String scopeHash = parts.get(0);
        String id = parts.get(1);
        if (id == null || scopeHash == null || !scopeHash.equals(hash(scope))) {
            throw new BadArgumentException("after", "a cursor of the same filter and sort");
        }
        return new Cursor(parts.subList(2, parts.size()), id, scopeHash);
    }

    public String encode() {
        StringBuilder plain = new StringBuilder(scopeHash).append(UNIT).append(id);
        for (String value : sortValues) {
            plain.append(UNIT);
            if (value == null) {
                plain.append(ABSENT);
            } else {
                plain.append(value);
            }
        }
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(plain.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static List<@Nullable String> decode(String text) {
        String plain;
        try {
            plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            throw new BadArgumentException("after", "a cursor that this list returned");
        }
        List<@Nullable String> parts = new ArrayList<>();
        for (String part : plain.split(String.valueOf(UNIT), -1)) {
            parts.add(part.length() == 1 && part.charAt(0) == ABSENT ? null : part);
        }
        return parts;
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
