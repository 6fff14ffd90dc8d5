// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal.evidence;

import io.mainstay.change.ChangeEvidenceDifference.Kind;
import io.mainstay.change.EvidenceEntry;
import io.mainstay.change.EvidenceEntry.Part;
import java.io.ByteArrayOutputStream;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Which state of a change somebody saw: of which one, when, a hash over all of it, and of as many things as there is room for what they were, so that
 * it can be told later what differs. A version is of a reader: it holds nothing that the reader did not see, so that it needs no
 * secret. It decides nothing by itself: whether something differs is decided by the hash of what is seen now.
 */
public final class EvidenceVersion {

    /** The longest version, in characters: as long as a text in a question may be. */
    public static final int MAX_LENGTH = 4_000;

    private static final int MAX_MARKS = 150;
    private static final int MAX_PLAIN = 32;
    private static final int MARK_BYTES = 6;
    private static final int MAX_INFLATED = 64_000;
    private static final String SEPARATOR = "~";
    private static final int PARTS = 4;
    private static final String FOLDED = "*";
    private static final char PLAIN = '=';
    private static final char DIGEST = '#';
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final Comparator<EvidenceEntry> CANONICAL =
            Comparator.comparing(EvidenceEntry::part).thenComparing(EvidenceEntry::key);

    private final String changeId;
    private final Instant takenAt;
    private final String hash;
    private final Map<Key, String> marks;
    private final Map<Part, String> folded;

    private record Key(Part part, String key) {}

    private EvidenceVersion(
            String changeId, Instant takenAt, String hash, Map<Key, String> marks, Map<Part, String> folded) {
        this.changeId = changeId;
        this.takenAt = takenAt;
        this.hash = hash;
        this.marks = marks;
        this.folded = folded;
    }

    /** @param entries in the order in which they get room; each part and key once */
    public static EvidenceVersion of(String changeId, Instant takenAt, List<EvidenceEntry> entries) {
        String hash = hash(changeId, entries);
        int room = Math.min(MAX_MARKS, entries.size());
        EvidenceVersion version = with(changeId, takenAt, hash, entries, room);
        while (version.text().length() > MAX_LENGTH) {
            room = room * 4 / 5;
            version = with(changeId, takenAt, hash, entries, room);
        }
        return version;
    }

    /**
     * The same without what single things were: for those to whom it is shown although they do not see all that its reader saw. It tells
     * which part differs, and not in what.
     */
    public static EvidenceVersion folded(String changeId, Instant takenAt, List<EvidenceEntry> entries) {
        return with(changeId, takenAt, hash(changeId, entries), entries, 0);
    }

    private static EvidenceVersion with(
            String changeId, Instant takenAt, String hash, List<EvidenceEntry> entries, int room) {
        Map<Key, String> marks = new LinkedHashMap<>();
        entries.subList(0, room).forEach(entry -> marks.put(new Key(entry.part(), entry.key()), mark(entry)));
        Map<Part, List<EvidenceEntry>> rest = new EnumMap<>(Part.class);
        entries.subList(room, entries.size())
                .forEach(entry -> rest.computeIfAbsent(entry.part(), _ -> new ArrayList<>())
                        .add(entry));
        Map<Part, String> folded = new EnumMap<>(Part.class);
        rest.forEach((part, ofPart) -> folded.put(part, fold(ofPart)));
        return new EvidenceVersion(changeId, takenAt, hash, marks, folded);
    }

    /** The hash over everything that was seen; the same for the same. */
    public static String hash(String changeId, Collection<EvidenceEntry> entries) {
        return BASE64.encodeToString(sha256(changeId + '\n' + canonical(entries)));
    }

    public String changeId() {
        return changeId;
    }

    public Instant takenAt() {
        return takenAt;
    }

    public String hash() {
        return hash;
    }

    /** What clients keep and send back. */
    public String text() {
        StringBuilder lines = new StringBuilder();
        marks.forEach((key, mark) -> line(lines, key.part(), escaped(key.key()), mark));
        folded.forEach((part, mark) -> line(lines, part, FOLDED, mark));
        return changeId
                + SEPARATOR
                + takenAt
                + SEPARATOR
                + hash
                + SEPARATOR
                + BASE64.encodeToString(deflated(lines.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static void line(StringBuilder lines, Part part, String key, String mark) {
        lines.append(part.ordinal())
                .append(' ')
                .append(key)
                .append(' ')
                .append(mark)
                .append('\n');
    }

    /** Reads what {@link #text} wrote; empty if this is no version. */
    public static Optional<EvidenceVersion> read(String text) {
        String[] parts = text.split(SEPARATOR, -1);
        if (text.length() > MAX_LENGTH || parts.length != PARTS || parts[0].isEmpty() || parts[2].isEmpty()) {
            return Optional.empty();
        }
        try {
            Map<Key, String> marks = new LinkedHashMap<>();
            Map<Part, String> folded = new EnumMap<>(Part.class);
            String lines = new String(inflated(Base64.getUrlDecoder().decode(parts[3])), StandardCharsets.UTF_8);
            for (String line : lines.split("\n", -1)) {
                if (line.isEmpty()) {
                    continue;
                }
                String[] fields = line.split(" ", 3);
                Part part = Part.values()[Integer.parseInt(fields[0])];
                if (fields[2].charAt(0) != PLAIN && fields[2].charAt(0) != DIGEST) {
                    return Optional.empty();
                }
                if (fields[1].equals(FOLDED)) {
                    folded.put(part, fields[2]);
                } else {
                    marks.put(new Key(part, URLDecoder.decode(fields[1], StandardCharsets.UTF_8)), fields[2]);
                }
            }
            return Optional.of(new EvidenceVersion(parts[0], Instant.parse(parts[1]), parts[2], marks, folded));
        } catch (IllegalArgumentException | IndexOutOfBoundsException | DateTimeException | DataFormatException _) {
            return Optional.empty();
        }
    }

    /**
     * How one thing differs.
     *
     * @param key null for what there was no room for
     * @param before null for what was not there, or is too long
     * @param now what is there now; null for what went
     */
    public record Difference(
            Part part,
            Kind kind,
            @Nullable String key,
            @Nullable String before,
            @Nullable EvidenceEntry now) {

        /** What it is now; null for what is not there, or is too long. */
        public @Nullable String after() {
            return now == null ? null : plain(mark(now));
        }
    }

    /** What differs from this in what is seen now; nothing if and only if the hashes are the same, save for what the hash alone tells. */
    public List<Difference> to(Collection<EvidenceEntry> now) {
        Map<Key, EvidenceEntry> entries = new LinkedHashMap<>();
        now.forEach(entry -> entries.put(new Key(entry.part(), entry.key()), entry));
        List<Difference> differences = new ArrayList<>();
        marks.forEach((key, mark) -> {
            EvidenceEntry entry = entries.remove(key);
            if (entry == null) {
                differences.add(new Difference(key.part(), Kind.WENT, key.key(), plain(mark), null));
            } else if (!mark(entry).equals(mark)) {
                differences.add(new Difference(key.part(), Kind.CHANGED, key.key(), plain(mark), entry));
            }
        });
        Map<Part, List<EvidenceEntry>> others = new EnumMap<>(Part.class);
        entries.values()
                .forEach(entry -> others.computeIfAbsent(entry.part(), _ -> new ArrayList<>())
                        .add(entry));
        for (Part part : Part.values()) {
            List<EvidenceEntry> ofPart = others.getOrDefault(part, List.of());
            String fold = folded.get(part);
            if (fold == null) {
                ofPart.forEach(entry -> differences.add(new Difference(part, Kind.CAME, entry.key(), null, entry)));
            } else if (!fold.equals(fold(ofPart))) {
                differences.add(new Difference(part, Kind.CHANGED, null, null, null));
            }
        }
        return differences;
    }

    private static String mark(EvidenceEntry entry) {
        String value = entry.value();
        return value.length() <= MAX_PLAIN && value.indexOf('\n') < 0
                ? PLAIN + value
                : DIGEST + BASE64.encodeToString(Arrays.copyOf(sha256(value), MARK_BYTES));
    }

    private static @Nullable String plain(String mark) {
        return mark.charAt(0) == PLAIN ? mark.substring(1) : null;
    }

    private static String fold(Collection<EvidenceEntry> entries) {
        return DIGEST + BASE64.encodeToString(Arrays.copyOf(sha256(canonical(entries)), MARK_BYTES));
    }

    private static String canonical(Collection<EvidenceEntry> entries) {
        StringBuilder lines = new StringBuilder();
        entries.stream()
                .sorted(CANONICAL)
                .forEach(entry -> lines.append(entry.part().name())
                        .append(' ')
                        .append(escaped(entry.key()))
                        .append(' ')
                        .append(escaped(entry.value()))
                        .append('\n'));
        return lines.toString();
    }

    /** Without blanks, line breaks and {@link #FOLDED} by itself. */
    private static String escaped(String text) {
        String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8);
        return encoded.equals(FOLDED) ? "%2A" : encoded;
    }

    private static byte[] deflated(byte[] bytes) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        try {
            deflater.setInput(bytes);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[4_096];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    private static byte[] inflated(byte[] bytes) throws DataFormatException {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(bytes);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[4_096];
            while (!inflater.finished()) {
                int read = inflater.inflate(buffer);
                out.write(buffer, 0, read);
                if (out.size() > MAX_INFLATED || (read == 0 && !inflater.finished())) {
                    throw new DataFormatException("no version");
                }
            }
            return out.toByteArray();
        } finally {
            inflater.end();
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
