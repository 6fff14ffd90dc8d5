// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLEnumValueDefinition;
import graphql.schema.GraphQLSchema;
import io.mainstay.kernel.Role;
import io.mainstay.kernel.UserErrorCode;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.graphql.execution.GraphQlSource;

/** Where the schema repeats what the kernel says. */
@WebTest
class SharedSchemaTest {

    @Autowired
    private GraphQlSource source;

    @Test
    void shouldHaveCodesOfKernel() {
        assertThat(values("UserErrorCode")).containsExactlyElementsOf(names(UserErrorCode.values()));
    }

    @Test
    void shouldHaveRolesOfKernel() {
        assertThat(values("Role")).containsExactlyElementsOf(names(Role.values()));
    }

    private List<String> values(String type) {
        GraphQLSchema schema = source.schema();
        GraphQLEnumType choice = (GraphQLEnumType) schema.getType(type);
        assertThat(choice).as(type).isNotNull();
        return choice.getValues().stream()
                .map(GraphQLEnumValueDefinition::getName)
                .toList();
    }

    private static List<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).toList();
    }
}
