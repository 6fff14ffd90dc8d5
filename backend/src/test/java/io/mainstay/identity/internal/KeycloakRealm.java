// SPDX-License-Identifier: Apache-2.0
package io.mainstay.identity.internal;

import io.mainstay.support.TestStack;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuth2Constants;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.KeycloakBuilder;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.admin.client.resource.UserResource;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** Adds people and groups to the test stack's realm as Keycloak's administrator, and takes them away again. */
public final class KeycloakRealm implements AutoCloseable {

    private final Keycloak keycloak;
    private final RealmResource realm;
    private final List<Runnable> cleanUp = new ArrayList<>();

    public KeycloakRealm() {
        String name = TestStack.address("MAINSTAY_KEYCLOAK_REALM");
        keycloak = KeycloakBuilder.builder()
                .serverUrl(TestStack.address("MAINSTAY_KEYCLOAK_URL"))
                .realm("master")
                .grantType(OAuth2Constants.PASSWORD)
                .clientId("admin-cli")
                .username("admin")
                .password(TestStack.address(TestStack.KEYCLOAK_ADMIN_PASSWORD))
                .build();
        realm = keycloak.realm(name);
    }

    /** A group at the top; its subgroups go with it. */
    public String group(String name, GroupKind kind) {
        String id = created(realm.groups().add(representation(name, kind)));
        cleanUp.addFirst(() -> realm.groups().group(id).remove());
        return id;
    }

    /** A group at the top that is neither an organisation nor a team. */
    public String folder(String name) {
        GroupRepresentation folder = new GroupRepresentation();
        folder.setName(name);
        String id = created(realm.groups().add(folder));
        cleanUp.addFirst(() -> realm.groups().group(id).remove());
        return id;
    }

    public String subgroup(String parentId, String name, GroupKind kind) {
        return created(realm.groups().group(parentId).subGroup(representation(name, kind)));
    }

    public void removeGroup(String id) {
        realm.groups().group(id).remove();
    }

    public void rename(String groupId, String name) {
        GroupRepresentation group = realm.groups().group(groupId).toRepresentation();
        group.setName(name);
        realm.groups().group(groupId).update(group);
    }

    public String person(String username, String givenName, String familyName) {
        UserRepresentation user = new UserRepresentation();
        user.setUsername(username);
        user.setFirstName(givenName);
        user.setLastName(familyName);
        user.setEmail(username + "@identity.example");
        user.setEnabled(true);
        String id = created(realm.users().create(user));
        cleanUp.add(() -> realm.users().delete(id).close());
        return id;
    }

    public void join(String personId, String groupId) {
        user(personId).joinGroup(groupId);
    }

    public void leave(String personId, String groupId) {
        user(personId).leaveGroup(groupId);
    }

    public void clear(String personId, String clearance) {
        UserRepresentation user = user(personId).toRepresentation();
        user.singleAttribute("clearance", clearance);
        user(personId).update(user);
    }

    /** @param clearance null for none */
    public void clearGroup(String groupId, @Nullable String clearance) {
        GroupRepresentation group = realm.groups().group(groupId).toRepresentation();
        Map<String, List<String>> attributes = new HashMap<>(group.getAttributes());
        attributes.remove("clearance");
        if (clearance != null) {
            attributes.put("clearance", List.of(clearance));
        }
        group.setAttributes(attributes);
        realm.groups().group(groupId).update(group);
    }

    /** The claim that the realm would put into a token of the person for the API; null if it would leave it out. */
    public @Nullable String clearanceInTokens(String personId) {
        String client =
                realm.clients().findByClientId("mainstay-cli").getFirst().getId();
        Object claim = realm.clients()
                .get(client)
                .clientScopesEvaluate()
                .generateAccessToken("openid", personId, "")
                .getOtherClaims()
                .get("clearance");
        return claim == null ? null : claim.toString();
    }

    public void enable(String personId, boolean enabled) {
        UserRepresentation user = user(personId).toRepresentation();
        user.setEnabled(enabled);
        user(personId).update(user);
    }

    public void remove(String personId) {
        realm.users().delete(personId).close();
    }

    @Override
    public void close() {
        cleanUp.forEach(KeycloakRealm::quietly);
        keycloak.close();
    }

    // What a test has removed itself is gone already.
    private static void quietly(Runnable removal) {
        try {
            removal.run();
        } catch (jakarta.ws.rs.NotFoundException gone) {
            return;
        }
    }

    private UserResource user(String id) {
        return realm.users().get(id);
    }

    private static GroupRepresentation representation(String name, GroupKind kind) {
        GroupRepresentation group = new GroupRepresentation();
        group.setName(name);
        group.setAttributes(Map.of(GroupKind.ATTRIBUTE, List.of(kind.name())));
        return group;
    }

    private static String created(Response response) {
        try (response) {
            return CreatedResponseUtil.getCreatedId(response);
        }
    }
}
