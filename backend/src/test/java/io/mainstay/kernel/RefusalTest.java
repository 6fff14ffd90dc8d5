// SPDX-License-Identifier: Apache-2.0
package io.mainstay.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "db-prod-01",
                "INC0001042",
                "",
                "01936f3a-7c1e-7d2b-9f00",
                "x01936f3a-7c1e-7d2b-9f00-3c5a6b7d8e9f"
            })
    void shouldSayWhatAnIdIsToWhoNamesARecordOtherwise(String name) {
        assertThat(RefusedException.notFound("Configuration item", name, "input"))
                .hasMessageStartingWith("Configuration item " + name + " does not exist. An id is a UUID, ");
    }

    @Test
    void shouldSayNoMoreThanThatAnIdDoesNotExist() {
        String id = "01936f3a-7c1e-7d2b-9f00-3c5a6b7d8e9f";

        assertThat(RefusedException.notFound("Incident", id, "id")).hasMessage("Incident " + id + " does not exist.");
    }

    @Test
    void shouldTellAPersonWithoutARoleWhomToAsk() {
        assertThatThrownBy(() -> principal(Set.of()).require(Permission.CI_READ))
                .hasMessageContaining("needs the permission ci.read. You have none of Mainstay's roles");
        assertThatThrownBy(() -> principal(Set.of(Role.REQUESTER)).require(Permission.AUDIT_READ))
                .hasMessage("This needs the permission audit.read.");
    }

    private static Principal principal(Set<Role> roles) {
        return new Principal("id", "Rosa", "", Set.of(), roles, RolePermissions.of(roles), Visibility.everything("id"));
    }
}
