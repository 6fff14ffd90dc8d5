// SPDX-License-Identifier: Apache-2.0
package io.mainstay.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    private static final String SCOPE = "things by name";
    private static final String ID = "0192f0c0-0000-7000-8000-000000000001";

    private enum Colour {
        RED
    }

    @ParameterizedTest
    @MethodSource("values")
    void shouldReadWhatItWrote(List<@Nullable String> values) {
        Cursor cursor = Cursor.of(values, ID, SCOPE);

        Cursor read = Cursor.parse(cursor.encode(), SCOPE);

        assertThat(read).isEqualTo(cursor).hasSameHashCodeAs(cursor);
        assertThat(read.id()).isEqualTo(ID);
        for (int place = 0; place < values.size(); place++) {
            assertThat(read.values(values.size()).textOrNull(place)).isEqualTo(values.get(place));
        }
    }

    static Stream<List<@Nullable String>> values() {
        return Stream.of(
                List.of(),
                List.of(""),
                List.of("db-prod-01"),
                Arrays.asList("P1", null),
                Arrays.asList(null, null),
                List.of("数据库 💥"),
                List.of("a\u001fb", "\u0000", "\\", "\\u", "\\0", "ends with \\"),
                List.of("名".repeat(511) + ID));
    }

    @Test
    void shouldReadValuesByTheirTypes() {
        Cursor.Values values = read("db", "2026-11-01T08:30:00.123456Z", "-3", "9000000000", "0.1", "RED")
                .values(6);

        assertThat(values.text(0)).isEqualTo("db");
        assertThat(values.instant(1)).isEqualTo(Instant.parse("2026-11-01T08:30:00.123456Z"));
        assertThat(values.integer(2)).isEqualTo(-3);
        assertThat(values.longValue(3)).isEqualTo(9_000_000_000L);
        assertThat(values.decimal(4)).isEqualTo(0.1);
        assertThat(values.constant(5, Colour.class)).isEqualTo(Colour.RED);
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void shouldRefuseValueOfAnotherType(@Nullable String value, Function<Cursor.Values, Object> reader) {
        Cursor.Values values = read(value).values(1);

        assertRefused(() -> reader.apply(values));
    }

    static Stream<Object[]> wrong() {
        Function<Cursor.Values, Object> text = values -> values.text(0);
        Function<Cursor.Values, Object> instant = values -> values.instant(0);
        Function<Cursor.Values, Object> integer = values -> values.integer(0);
        Function<Cursor.Values, Object> longValue = values -> values.longValue(0);
        Function<Cursor.Values, Object> decimal = values -> values.decimal(0);
        Function<Cursor.Values, Object> constant = values -> values.constant(0, Colour.class);
        return Stream.of(
                new @Nullable Object[] {null, text},
                new @Nullable Object[] {null, instant},
                new Object[] {"", instant},
                new Object[] {"yesterday", instant},
                new Object[] {"2026-02-30T00:00:00Z", instant},
                new Object[] {"+1000000000-12-31T23:59:59.999999999Z", instant},
                new Object[] {"+10000-01-01T00:00:00Z", instant},
                new Object[] {"-0001-01-01T00:00:00Z", instant},
                new Object[] {"2147483648", integer},
                new Object[] {"1.5", integer},
                new @Nullable Object[] {null, integer},
                new Object[] {"9223372036854775808", longValue},
                new Object[] {"", longValue},
                new Object[] {"NaN", decimal},
                new Object[] {"Infinity", decimal},
                new Object[] {"1e400", decimal},
                new Object[] {"high", decimal},
                new Object[] {"GREEN", constant},
                new Object[] {"red", constant},
                new @Nullable Object[] {null, constant});
    }

    @Test
    void shouldRefuseMoreAndFewerValuesThanTheListHas() {
        assertRefused(() -> read().values(1));
        assertRefused(() -> read("a", "b").values(1));
        assertRefused(() -> read("a").onlyId());
        assertThat(read().onlyId()).isEqualTo(ID);
    }

    @Test
    void shouldRefuseCursorOfAnotherList() {
        String other = Cursor.of(List.of("a"), ID, "things by age").encode();

        assertRefused(() -> Cursor.parse(other, SCOPE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "!", "a", "AAAA", "eA", "\u0000", "名"})
    void shouldRefuseWhatIsNoCursor(String text) {
        assertRefused(() -> Cursor.parse(text, SCOPE));
    }

    @Test
    void shouldRefuseWhatIsNotReadable() {
        String hash = plain(Cursor.of(List.of(), ID, SCOPE)).split("\u001f")[0];
        byte[] notUtf8 = (hash + "\u001f" + ID + "\u001f??").getBytes(StandardCharsets.UTF_8);
        notUtf8[notUtf8.length - 1] = (byte) 0xff;
        notUtf8[notUtf8.length - 2] = (byte) 0xc0;

        assertRefused(() -> Cursor.parse(base64(notUtf8), SCOPE));
        for (String plain : List.of(
                hash,
                hash + "\u001f",
                hash + "\u001f\u0000",
                hash + "\u001fa\nb\u0007",
                hash + "\u001f" + "x".repeat(201),
                hash + "\u001f" + ID + "\u001fends with \\",
                hash + "\u001f" + ID + "\u001f\\x")) {
            assertRefused(() -> Cursor.parse(base64(plain.getBytes(StandardCharsets.UTF_8)), SCOPE));
        }
    }

    @Test
    void shouldRefuseLongCursorWithoutRepeatingIt() {
        String huge = Cursor.of(List.of("x".repeat(1_000_000)), ID, SCOPE).encode();

        assertThatThrownBy(() -> Cursor.parse(huge, SCOPE))
                .isInstanceOf(BadArgumentException.class)
                .hasMessage("after must be a cursor that this list returned.")
                .hasNoCause();
        assertRefused(() -> Cursor.parse("A".repeat(Cursor.MAX_LENGTH + 1), SCOPE));
    }

    private static Cursor read(@Nullable String... values) {
        return Cursor.parse(Cursor.of(Arrays.asList(values), ID, SCOPE).encode(), SCOPE);
    }

    private static String plain(Cursor cursor) {
        return new String(Base64.getUrlDecoder().decode(cursor.encode()), StandardCharsets.UTF_8);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static void assertRefused(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        BadArgumentException.class,
                        bad -> assertThat(bad.field()).isEqualTo("after"))
                .hasNoCause();
    }
}
