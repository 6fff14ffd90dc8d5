// SPDX-License-Identifier: Apache-2.0
package io.mainstay.audit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.audit.AuditDraft;
import io.mainstay.audit.FieldChange;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChainedEntryTest {

    private static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");
    private static final String SALT = "00112233445566778899aabbccddeeff";

    @Test
    void shouldBeIntactAsWritten() {
        assertThat(entry(FieldChange.of("title", null, "Printer on fire")).isIntact())
                .isTrue();
    }

    @Test
    void shouldNoticeAnEditedValue() {
        ChainedEntry entry = entry(FieldChange.of("title", null, "Printer on fire"));
        AuditedValue value = entry.values().getFirst();
        AuditedValue edited = new AuditedValue(
                value.field(),
                value.before(),
                "Printer is fine",
                value.salt(),
                value.beforeDigest(),
                value.afterDigest());

        assertThat(with(entry, edited).isIntact()).isFalse();
    }

    @Test
    void shouldNoticeAnEditedDigest() {
        ChainedEntry entry = entry(FieldChange.of("title", null, "Printer on fire"));
        AuditedValue forged = AuditedValue.of(FieldChange.of("title", null, "Printer is fine"), SALT);

        assertThat(with(entry, forged).isIntact()).isFalse();
    }

    @Test
    void shouldStayIntactWhenAValueIsErased() {
        ChainedEntry entry = entry(FieldChange.of("affectedPerson", "Ada", "Grace"));
        ChainedEntry erased = with(entry, entry.values().getFirst().erased());

        assertThat(erased.isIntact()).isTrue();
        assertThat(erased.toHistory().fields())
                .singleElement()
                .satisfies(value -> assertThat(value.hidden()).isTrue());
    }

    @Test
    void shouldKeepNothingOfASecretButItsDigest() {
        ChainedEntry entry = entry(FieldChange.secret("a_password", "old", "new"));

        assertThat(entry.isIntact()).isTrue();
        assertThat(entry.values().getFirst().toString()).doesNotContain("=old", "=new", SALT);
    }

    @Test
    void shouldTellListsOfTextsApart() {
        assertThat(Digests.of(List.of("ab", "c"))).isNotEqualTo(Digests.of(List.of("a", "bc")));
    }

    private static ChainedEntry entry(FieldChange change) {
        AuditDraft draft =
                new AuditDraft("id-1", "record-1", 1, "Incident", "incident.report", "p", AT, AT, List.of(change));
        return ChainedEntry.of(draft, List.of(AuditedValue.of(change, SALT)), "");
    }

    private static ChainedEntry with(ChainedEntry entry, AuditedValue value) {
        return new ChainedEntry(
                entry.id(),
                entry.chainId(),
                entry.sequence(),
                entry.aggregateType(),
                entry.action(),
                entry.principalId(),
                entry.occurredAt(),
                entry.recordedAt(),
                List.of(value),
                entry.previousHash(),
                entry.hash());
    }
}
