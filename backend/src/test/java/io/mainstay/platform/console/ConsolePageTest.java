// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ByteArrayResource;

class ConsolePageTest {

    @Test
    void shouldFillInWhatOnlyTheServerKnowsAsText() {
        ConsolePage page = page(
                "<p a=\"@issuer@\" b=\"@nonce@\"><script src=\"./assets/a.js\">",
                Map.of("issuer", "\"><script>@nonce@"));

        assertThat(page.with("n"))
                .isEqualTo("<p a=\"&quot;&gt;&lt;script&gt;n\" b=\"n\"><script src=\"/itsm/console/assets/a.js\">");
    }

    @Test
    void shouldNotServeAPageThatAsksForWhatNobodyKnows() {
        assertThatThrownBy(() -> page("@secret@", Map.of())).hasMessageContaining("@secret@");
    }

    private static ConsolePage page(String text, Map<String, String> values) {
        return new ConsolePage(new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8)), "/itsm/console/", values);
    }
}
