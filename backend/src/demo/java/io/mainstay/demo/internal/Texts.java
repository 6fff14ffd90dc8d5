// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads what the company is described by: its portfolio and what goes wrong in it. */
final class Texts {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .withConfigOverride(
                    List.class, override -> override.setNullHandling(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
            .build();

    private Texts() {}

    static List<ServiceText> services() {
        return read("/demo/services.yml", Services.class).services();
    }

    static List<IncidentText> incidents() {
        return read("/demo/incidents.yml", Incidents.class).incidents();
    }

    static List<EpisodeText> episodes() {
        return read("/demo/incidents.yml", Incidents.class).episodes();
    }

    static List<ProblemText> problems() {
        return read("/demo/problems.yml", Problems.class).problems();
    }

    static List<ChangeText> changes() {
        return read("/demo/changes.yml", Changes.class).changes();
    }

    /** Those of the realm who do not log in. */
    static List<PersonText> people() {
        return read("/demo/mainstay-users-0.json", People.class).users();
    }

    private static <T> T read(String resource, Class<T> type) {
        try (InputStream stream = Texts.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("Resource is missing: " + resource);
            }
            Object content = new Yaml(new SafeConstructor(new LoaderOptions())).load(stream);
            return MAPPER.convertValue(content, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record People(List<PersonText> users) {}

    private record Services(List<ServiceText> services) {}

    private record Incidents(List<IncidentText> incidents, List<EpisodeText> episodes) {}

    private record Problems(List<ProblemText> problems) {}

    private record Changes(List<ChangeText> changes) {}
}
