// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** YAML as the cluster reads it: version 1.1, but a key that occurs twice is refused. */
final class Yaml {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final int LONGEST = 16 << 20;

    private Yaml() {}

    /** All documents that are not empty. */
    static List<ObjectNode> documents(String text) {
        List<ObjectNode> documents = new ArrayList<>();
        for (Object document : parser().loadAll(text)) {
            if (document != null) {
                documents.add((ObjectNode) JSON.valueToTree(document));
            }
        }
        return documents;
    }

    static JsonNode document(String text) {
        return JSON.valueToTree(parser().load(text));
    }

    private static org.yaml.snakeyaml.Yaml parser() {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setCodePointLimit(LONGEST);
        return new org.yaml.snakeyaml.Yaml(new SafeConstructor(options));
    }
}
