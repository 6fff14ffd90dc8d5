// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.springframework.web.socket.TextMessage;

class MessageAssemblyTest {

    private static final int LIMIT = 20;

    private final MessageAssembly.Room room = new MessageAssembly.Room(25);
    private final MessageAssembly assembly = new MessageAssembly(room);

    @Test
    void shouldTakeNoRoomForAMessageThatComesWhole() {
        assertThat(assembly.add(whole("message"), LIMIT, 1)).isEqualTo("message");
        assertThat(room.taken()).isZero();
        assertThat(assembly.begunAt()).isNull();
    }

    @Test
    void shouldPutPartsTogetherAndGiveTheirRoomBack() {
        assertThat(assembly.add(part("one "), LIMIT, 1)).isNull();
        assertThat(assembly.add(part("two "), LIMIT, 2)).isNull();
        assertThat(room.taken()).isEqualTo(8);
        assertThat(assembly.begunAt()).isEqualTo(1);

        assertThat(assembly.add(whole("three"), LIMIT, 3)).isEqualTo("one two three");
        assertThat(room.taken()).isZero();
        assertThat(assembly.begunAt()).isNull();
    }

    @Test
    void shouldCountCharactersNotBytes() {
        assertThat(assembly.add(whole("ä".repeat(LIMIT)), LIMIT, 1)).hasSize(LIMIT);
    }

    @Test
    void shouldRefuseWhatIsTooLongInOneOrInSeveralParts() {
        assertRefused(assembly, whole("x".repeat(LIMIT + 1)), WebSocketRefusal.TOO_LONG);
        assembly.add(part("x".repeat(LIMIT)), LIMIT, 1);
        assertRefused(assembly, whole("x"), WebSocketRefusal.TOO_LONG);
    }

    @Test
    void shouldRefuseWhatHasNoRoomBesideOthers() {
        assembly.add(part("x".repeat(LIMIT)), LIMIT, 1);
        MessageAssembly other = new MessageAssembly(room);

        assertRefused(other, part("123456"), WebSocketRefusal.UNFINISHED);
        assertThat(other.add(whole("123456"), LIMIT, 1)).isEqualTo("123456");

        assembly.end();
        assertThat(room.taken()).isZero();
        assertThat(other.add(part("123456"), LIMIT, 1)).isNull();
    }

    @Test
    void shouldHoldNothingAfterItsEnd() {
        assembly.end();

        assertRefused(assembly, part("late"), WebSocketRefusal.UNFINISHED);
        assertThat(room.taken()).isZero();
    }

    private static void assertRefused(MessageAssembly assembly, TextMessage part, WebSocketRefusal refusal) {
        assertThatExceptionOfType(WebSocketRefusedException.class)
                .isThrownBy(() -> assembly.add(part, LIMIT, 1))
                .returns(refusal, WebSocketRefusedException::refusal);
    }

    private static TextMessage part(String text) {
        return new TextMessage(text, false);
    }

    private static TextMessage whole(String text) {
        return new TextMessage(text, true);
    }
}
