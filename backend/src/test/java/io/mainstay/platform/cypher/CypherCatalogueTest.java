// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.cypher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CypherCatalogueTest {

    private final CypherCatalogue catalogue = new CypherCatalogue();

    @Test
    void shouldNameStatementsByTheirPath() {
        assertThat(catalogue.text("platform/exists")).contains("MATCH (e:Entity {id: $id})");
    }

    @Test
    void shouldRefuseAnUnknownName() {
        assertThatThrownBy(() -> catalogue.text("platform/missing"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("platform/missing");
    }

    @Test
    void shouldExpandEveryMacro() {
        assertThat(catalogue.text("test/visible-records"))
                .contains("$v.person IN r.participantIds")
                .doesNotContain("#");
        assertThat(catalogue.all().values()).noneMatch(text -> text.contains("$$"));
    }

    @Test
    void shouldHaveAHeaderThatSaysWhatEachStatementIsFor() {
        assertThat(catalogue.all())
                .allSatisfy((name, text) ->
                        assertThat(text).as(name).startsWith("// Purpose: ").contains("// Parameters: "));
    }
}
