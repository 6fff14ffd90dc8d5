// SPDX-License-Identifier: Apache-2.0
package io.mainstay.identity.internal.keycloak;

import io.mainstay.identity.IdentityProviderUnavailableException;
import io.mainstay.identity.internal.GroupKind;
import io.mainstay.identity.internal.IdentityProvider;
import io.mainstay.identity.internal.ProviderGroup;
import io.mainstay.identity.internal.ProviderPerson;
import io.mainstay.kernel.Confidentiality;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** The identity provider Keycloak: pages through a realm with its admin API. */
final class KeycloakIdentityProvider implements IdentityProvider {

    /** The attribute of users, or else of their groups, from which the realm fills the claim of the same name. */
    private static final String CLEARANCE = "clearance";

    private final RealmResource realm;
    private final int pageSize;

    KeycloakIdentityProvider(RealmResource realm, int pageSize) {
        this.realm = realm;
        this.pageSize = pageSize;
    }

    @Override
    public List<ProviderGroup> groups() {
        return ask(() -> {
            List<ProviderGroup> found = new ArrayList<>();
            Deque<GroupRepresentation> open =
                    new ArrayDeque<>(allPages(offset -> realm.groups().groups("", offset, pageSize, false)));
            while (!open.isEmpty()) {
                GroupRepresentation group = open.removeFirst();
                found.add(toGroup(group));
                if (hasSubgroups(group)) {
                    open.addAll(allPages(
                            offset -> realm.groups().group(group.getId()).getSubGroups(offset, pageSize, false)));
                }
            }
            return found;
        });
    }

    @Override
    public Set<String> members(String groupId) {
        return ask(() -> {
            Set<String> ids = new HashSet<>();
            try {
                allPages(offset -> realm.groups().group(groupId).members(offset, pageSize, true))
                        .forEach(user -> ids.add(user.getId()));
            } catch (NotFoundException removedMeanwhile) {
                return Set.of();
            }
            return ids;
        });
    }

    @Override
    public List<ProviderPerson> people(int offset, int limit) {
        return ask(() -> realm.users().list(offset, limit).stream()
                .map(KeycloakIdentityProvider::toPerson)
                .toList());
    }

    @Override
    public Optional<ProviderPerson> person(String id) {
        return ask(() -> {
            try {
                return Optional.of(toPerson(realm.users().get(id).toRepresentation()));
            } catch (NotFoundException unknown) {
                return Optional.empty();
            }
        });
    }

    private <T> List<T> allPages(IntFunction<List<T>> page) {
        List<T> all = new ArrayList<>();
        while (true) {
            List<T> part = page.apply(all.size());
            all.addAll(part);
            if (part.size() < pageSize) {
                return all;
            }
        }
    }

    private static <T> T ask(Supplier<T> question) {
        try {
            return question.get();
        } catch (ProcessingException | WebApplicationException failure) {
            throw new IdentityProviderUnavailableException(
                    "Keycloak did not answer as expected: " + failure.getMessage(), failure);
        }
    }

    // A server that does not count subgroups is asked for them.
    private static boolean hasSubgroups(GroupRepresentation group) {
        Long count = group.getSubGroupCount();
        return count == null || count > 0;
    }

    private static ProviderGroup toGroup(GroupRepresentation group) {
        return new ProviderGroup(
                group.getId(),
                group.getParentId(),
                group.getName(),
                group.getPath(),
                kind(group),
                clearance(group.getAttributes()));
    }

    private static @Nullable GroupKind kind(GroupRepresentation group) {
        Map<String, List<String>> attributes = group.getAttributes();
        List<String> values = attributes == null ? null : attributes.get(GroupKind.ATTRIBUTE);
        return values == null || values.isEmpty()
                ? null
                : GroupKind.of(values.getFirst()).orElse(null);
    }

    private static @Nullable Confidentiality clearance(@Nullable Map<String, List<String>> attributes) {
        List<String> values = attributes == null ? null : attributes.get(CLEARANCE);
        return values == null || values.isEmpty() ? null : Confidentiality.ofClearance(values.getFirst());
    }

    private static ProviderPerson toPerson(UserRepresentation user) {
        return new ProviderPerson(
                user.getId(),
                user.getUsername(),
                user.getFirstName(),
                user.getLastName(),
                user.getEmail(),
                Boolean.TRUE.equals(user.isEnabled()),
                clearance(user.getAttributes()));
    }
}
