// SPDX-License-Identifier: Apache-2.0
package io.mainstay.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * An answer of the API.
 *
 * @param status the HTTP status
 * @param body the whole body, with {@code data} and {@code errors}
 */
public record GraphQlAnswer(int status, HttpHeaders headers, JsonNode body) {

    /** A value below {@code data}: {@code at("incident.title")}, {@code at("incidents.nodes.0.id")}. */
    public JsonNode at(String path) {
        return body.at("/data/" + path.replace('.', '/'));
    }

    public String text(String path) {
        JsonNode value = at(path);
        assertThat(value.isValueNode() && !value.isNull())
                .as("value at %s in %s", path, body)
                .isTrue();
        return value.asString();
    }

    /** Fails the test if the answer has a top-level error. */
    public GraphQlAnswer withoutErrors() {
        assertThat(body.has("errors")).as("errors in %s", body).isFalse();
        return this;
    }

    /** Fails the test if the answer has a top-level error or the mutation refuses. */
    public GraphQlAnswer accepted(String mutation) {
        withoutErrors();
        assertThat(userErrorCodes(mutation)).as("user errors in %s", body).isEmpty();
        return this;
    }

    public List<String> userErrorCodes(String mutation) {
        return texts(at(mutation + ".userErrors"), "/code");
    }

    /** {@code extensions.code} of each top-level error. */
    public List<String> errorCodes() {
        return texts(body.path("errors"), "/extensions/code");
    }

    private static List<String> texts(JsonNode list, String pointer) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(element -> element.at(pointer).asString())
                .toList();
    }
}
