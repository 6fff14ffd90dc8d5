// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All classes of CIs. A class inherits the attributes of the classes above it. */
public final class CiClassTree {

    /** The key of the class above all services. */
    public static final String SERVICE = "service";

    /** The key of the class of what incidents and requests are raised for. */
    public static final String SERVICE_OFFERING = "service-offering";

    /** The keys of the classes of places. What supplies them, such as power feeds, is a facility too, but no place. */
    private static final Set<String> PLACES = Set.of("region", "site", "rack");

    private final Map<String, CiClass> byKey = new LinkedHashMap<>();
    private final Map<String, CiClass> byId = new LinkedHashMap<>();
    private final Set<String> secretKeys = new HashSet<>();

    public CiClassTree(List<CiClass> classes) {
        for (CiClass ciClass : classes) {
            byKey.put(ciClass.key(), ciClass);
            byId.put(ciClass.id(), ciClass);
            ciClass.attributes().stream()
                    .filter(CiAttributeDefinition::secret)
                    .forEach(attribute -> secretKeys.add(attribute.key()));
        }
    }

    /** In the order in which they are shown: a class comes after the one above it. */
    public List<CiClass> all() {
        return List.copyOf(byKey.values());
    }

    /** The class with this id or key. */
    public Optional<CiClass> find(String idOrKey) {
        CiClass found = byKey.get(idOrKey);
        return Optional.ofNullable(found == null ? byId.get(idOrKey) : found);
    }

    /** @throws IllegalStateException if there is no such class, which a CI's own class rules out */
    public CiClass require(String key) {
        return find(key).orElseThrow(() -> new IllegalStateException("There is no CI class " + key));
    }

    /** The keys of the classes and of all classes below them. */
    public Set<String> withDescendants(Collection<String> keys) {
        Set<String> found = new LinkedHashSet<>(keys);
        for (CiClass ciClass : byKey.values()) {
            if (ancestry(ciClass).stream().anyMatch(above -> keys.contains(above.key()))) {
                found.add(ciClass.key());
            }
        }
        return found;
    }

    /** Whether the class is the other one or below it. */
    public boolean isA(String key, String ancestorKey) {
        return find(key).stream()
                .flatMap(ciClass -> ancestry(ciClass).stream())
                .anyMatch(above -> above.key().equals(ancestorKey));
    }

    /** Whether CIs of the class are places, which say where something is and do nothing themselves. */
    public boolean isPlace(String key) {
        return PLACES.stream().anyMatch(place -> isA(key, place));
    }

    /** The attributes of a class with those that it inherits, by key; the nearest definition of a key counts. */
    public Map<String, CiAttributeDefinition> attributesOf(String key) {
        Map<String, CiAttributeDefinition> attributes = new LinkedHashMap<>();
        for (CiClass ciClass : ancestry(require(key)).reversed()) {
            ciClass.attributes().forEach(attribute -> attributes.put(attribute.key(), attribute));
        }
        return attributes;
    }

    /** Whether any class has a secret attribute of this key. */
    public boolean isSecret(String attributeKey) {
        return secretKeys.contains(attributeKey);
    }

    /** The class, then the ones above it. */
    public List<CiClass> pathOf(String key) {
        return ancestry(require(key));
    }

    /** The class itself, then the ones above it. */
    private List<CiClass> ancestry(CiClass ciClass) {
        List<CiClass> ancestry = new ArrayList<>();
        for (CiClass at = ciClass; at != null && !ancestry.contains(at); at = byKey.get(at.parentKey())) {
            ancestry.add(at);
        }
        return ancestry;
    }
}
