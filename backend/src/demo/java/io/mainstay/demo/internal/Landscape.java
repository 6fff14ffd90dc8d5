// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Collects items and relations while the company is being made, and refuses what does not fit together. */
final class Landscape {

    private final Map<String, DemoCi> cis = new LinkedHashMap<>();
    private final Map<String, DemoRelation> relations = new LinkedHashMap<>();

    Draft draft(CiKind kind, String name, Stewardship stewardship) {
        return new Draft(kind, name, stewardship);
    }

    boolean has(String name) {
        return cis.containsKey(name);
    }

    void relate(String source, RelationKind kind, String target) {
        relate(source, kind, target, null);
    }

    /** The source needs the targets together, as the redundancy says. */
    void relateAll(String source, RelationKind kind, List<String> targets, Redundancy redundancy) {
        targets.forEach(target -> relate(source, kind, target, redundancy));
    }

    private void relate(String source, RelationKind kind, String target, @Nullable Redundancy redundancy) {
        requireKnown(source);
        requireKnown(target);
        DemoRelation relation = new DemoRelation(source, kind, target, redundancy);
        if (source.equals(target) || relations.putIfAbsent(source + " " + kind + " " + target, relation) != null) {
            throw new IllegalStateException("Relation of an item with itself, or a second time: " + relation);
        }
    }

    private void requireKnown(String name) {
        if (!has(name)) {
            throw new IllegalStateException("Relation with an unknown item: " + name);
        }
    }

    List<DemoCi> cis() {
        return List.copyOf(cis.values());
    }

    List<DemoRelation> relations() {
        return new ArrayList<>(relations.values());
    }

    /** An item that is being described. Live, up and of medium criticality unless something else is said. */
    final class Draft {

        private final CiKind kind;
        private final String name;
        private final Stewardship stewardship;
        private final Map<String, Object> attributes = new TreeMap<>();
        private String description = "";
        private Criticality criticality = Criticality.MEDIUM;
        private Lifecycle lifecycle = Lifecycle.LIVE;
        private boolean selfService;
        private @Nullable String service;
        private @Nullable Environment environment;
        private @Nullable String site;
        private @Nullable Place place;

        private Draft(CiKind kind, String name, Stewardship stewardship) {
            this.kind = kind;
            this.name = name;
            this.stewardship = stewardship;
        }

        Draft about(String text) {
            description = text;
            return this;
        }

        Draft criticality(Criticality value) {
            criticality = value;
            return this;
        }

        Draft lifecycle(Lifecycle value) {
            lifecycle = value;
            return this;
        }

        Draft selfService() {
            selfService = true;
            return this;
        }

        Draft service(String key) {
            service = key;
            return this;
        }

        Draft environment(Environment value) {
            environment = value;
            return with("environment", value.name());
        }

        Draft at(String siteName, Place sort) {
            site = siteName;
            place = sort;
            return this;
        }

        Draft with(String attribute, Object value) {
            attributes.put(attribute, value);
            return this;
        }

        /** Adds the item and returns its name. */
        String add() {
            DemoCi ci = new DemoCi(
                    name,
                    kind,
                    description,
                    stewardship,
                    criticality,
                    lifecycle,
                    OperationalStatus.UP,
                    selfService,
                    service,
                    environment,
                    site,
                    place,
                    attributes);
            if (cis.putIfAbsent(name, ci) != null) {
                throw new IllegalStateException("Two items are called " + name);
            }
            return name;
        }
    }
}
