// SPDX-License-Identifier: Apache-2.0
package io.mainstay.localstack;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The realm as code, with {@code @name@} in the places of secrets and addresses. */
record RealmTemplate(String text) {

    /** The realm's name. */
    static final String REALM = "mainstay";

    /** What all demo users log in with: known to everybody, therefore for a local stack alone. */
    static final String DEMO_PASSWORD = "mainstay";

    private static final Pattern PLACEHOLDER = Pattern.compile("@([a-z][a-z.-]*)@");

    /** People who are only known and never log in, as a file that the identity provider reads beside that of the realm. */
    static String people() {
        return Distributions.Resources.text("/realm/mainstay-users-0.json");
    }

    static RealmTemplate shipped() {
        return new RealmTemplate(Distributions.Resources.text("/realm/mainstay-realm.json"));
    }

    /**
     * @throws IllegalArgumentException if a placeholder has no value
     */
    String render(Map<String, String> values) {
        return PLACEHOLDER.matcher(text).replaceAll(match -> {
            String value = values.get(match.group(1));
            if (value == null) {
                throw new IllegalArgumentException("No value for placeholder " + match.group());
            }
            return Matcher.quoteReplacement(value);
        });
    }
}
