// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deployment;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** A copy of a deployment's objects that can be changed. */
final class Edit {

    private final Manifests original;
    private final List<ObjectNode> documents = new ArrayList<>();

    Edit(Manifests original) {
        this.original = original;
        original.documents().forEach(document -> documents.add(document.deepCopy()));
    }

    /** Puts a value, written as JSON, where a pointer says; its parent must exist. */
    Edit set(String object, String pointer, String json) {
        JsonPointer place = JsonPointer.compile(pointer);
        JsonNode parent = parent(object, place);
        JsonNode value = json(json);
        String last = place.last().getMatchingProperty();
        switch (parent) {
            case ObjectNode map -> map.set(last, value);
            case ArrayNode list when last.equals("-") -> list.add(value);
            case ArrayNode list -> list.set(place.last().getMatchingIndex(), value);
            default -> throw new AssertionError("Not a place to put something: " + pointer);
        }
        return this;
    }

    /** Removes what is there, and there must be something. */
    Edit remove(String object, String pointer) {
        JsonPointer place = JsonPointer.compile(pointer);
        JsonNode removed = switch (parent(object, place)) {
            case ObjectNode map -> map.remove(place.last().getMatchingProperty());
            case ArrayNode list -> list.remove(place.last().getMatchingIndex());
            default -> null;
        };
        if (removed == null) {
            throw new AssertionError("%s has nothing at %s".formatted(object, pointer));
        }
        return this;
    }

    Edit delete(String object) {
        documents.remove(find(object));
        return this;
    }

    Edit copy(String object) {
        documents.add(find(object).deepCopy());
        return this;
    }

    Manifests done() {
        return new Manifests(documents, original.ofOwner());
    }

    private JsonNode parent(String object, JsonPointer place) {
        JsonNode parent = find(object).at(place.head());
        if (parent.isMissingNode()) {
            throw new AssertionError("%s has nothing at %s".formatted(object, place.head()));
        }
        return parent;
    }

    /** Objects are named as in {@code Deployment/backend}: by the kind and the end of the name. */
    private ObjectNode find(String object) {
        String[] parts = object.split("/", 2);
        List<ObjectNode> found = documents.stream()
                .filter(document -> document.path("kind").asText().equals(parts[0]))
                .filter(document -> document.at("/metadata/name").asText().endsWith("-" + parts[1]))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError("%d objects are called %s".formatted(found.size(), object));
        }
        return found.getFirst();
    }

    private static JsonNode json(String text) {
        try {
            return Yaml.JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }
}
