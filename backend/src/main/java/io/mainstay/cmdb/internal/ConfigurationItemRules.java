// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal;

import io.mainstay.cmdb.CiAttributeDefinition;
import io.mainstay.cmdb.CiClass;
import io.mainstay.cmdb.CiClassTree;
import io.mainstay.cmdb.CiLifecycle;
import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.CreateConfigurationItem;
import io.mainstay.cmdb.OperationalStatus;
import io.mainstay.cmdb.UnauthorisedDifference;
import io.mainstay.cmdb.UpdateConfigurationItem;
import io.mainstay.identity.OrganisationView;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.Validation;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rules that a CI must keep, when it is created and updated. Makes new and changed CIs of commands, or notes what is
 * wrong with them.
 */
public final class ConfigurationItemRules {

    private static final int MAX_NAME = 200;
    private static final int MAX_DESCRIPTION = 4_000;

    private final CiClassTree classes;
    private final CommandReferences named;
    private final Principal principal;
    private final SecretAttributes secrets;

    public ConfigurationItemRules(
            CiClassTree classes, CommandReferences named, Principal principal, SecretAttributes secrets) {
        this.classes = classes;
        this.named = named;
        this.principal = principal;
        this.secrets = secrets;
    }

    /** A new CI; empty if something is wrong with the command. */
    public Optional<ConfigurationItem> create(
            CreateConfigurationItem command, Drawn drawn, FieldPath path, Validation validation) {
        Validation own = new Validation();
        own.requireText(command.name(), MAX_NAME, path.to("name"));
        own.limitText(command.description(), MAX_DESCRIPTION, path.to("description"));
        own.check(
                command.lifecycle() != CiLifecycle.RETIRED,
                "PLANNED, IN_BUILD, LIVE or RETIRING for a new configuration item",
                path.to("lifecycle"));
        CiClass ciClass = concreteClass(command.classId(), path, own);
        AttributeValues values = ciClass == null
                ? AttributeValues.NONE
                : attributes(ciClass.key(), AttributeValues.NONE, drawn.id(), command.attributes(), path, own);
        checkPeople(command.ownerId(), command.managedByTeamId(), command.supportTeamId(), path, own);
        String organisationId =
                command.organisationId() == null ? principal.organisationId() : command.organisationId();
        checkOrganisation(organisationId, path, own);
        Confidentiality confidentiality =
                Objects.requireNonNullElse(command.confidentiality(), Confidentiality.PUBLIC_INTERNAL);
        if (confidentiality != Confidentiality.PUBLIC_INTERNAL) {
            checkClassification(confidentiality, path.to("confidentiality"), own);
        }
        if (command.confidentialUntil() != null) {
            checkUntil(command.confidentialUntil(), confidentiality, drawn.now(), path, own);
        }
        own.errors().forEach(validation::add);
        if (own.failed() || ciClass == null || command.name() == null) {
            return Optional.empty();
        }
        return Optional.of(new ConfigurationItem(
                drawn.id(),
                drawn.number(),
                command.name().strip(),
                blankToNull(command.description()),
                ciClass.key(),
                Objects.requireNonNullElse(command.lifecycle(), CiLifecycle.LIVE),
                Objects.requireNonNullElse(command.operationalStatus(), OperationalStatus.UNKNOWN),
                command.ownerId(),
                command.managedByTeamId(),
                command.supportTeamId(),
                organisationId,
                confidentiality,
                command.confidentialUntil(),
                command.criticality(),
                Objects.requireNonNullElse(command.selfService(), ciClass.selfService()),
                values.open(),
                values.secret(),
                null,
                1,
                1,
                drawn.now(),
                drawn.now()));
    }

    /** The CI after the update, with its version and revision unmoved. */
    public ConfigurationItem update(
            ConfigurationItem item,
            UpdateConfigurationItem command,
            Instant now,
            FieldPath path,
            Validation validation) {
        if (command.name().given()) {
            validation.requireText(command.name().value(), MAX_NAME, path.to("name"));
        }
        validation.limitText(command.description().value(), MAX_DESCRIPTION, path.to("description"));
        refuseClearing(command, path, validation);
        checkPeople(
                changed(command.ownerId().over(item.ownerId()), item.ownerId()),
                changed(command.managedByTeamId().over(item.managedByTeamId()), item.managedByTeamId()),
                changed(command.supportTeamId().over(item.supportTeamId()), item.supportTeamId()),
                path,
                validation);
        String organisationId = command.organisationId().overRequired(item.organisationId());
        if (!organisationId.equals(item.organisationId())) {
            checkOrganisation(organisationId, path, validation);
        }
        Confidentiality confidentiality = command.confidentiality().overRequired(item.confidentiality());
        Instant confidentialUntil = untilAfter(item, command, confidentiality);
        if (confidentiality != item.confidentiality()) {
            checkClassification(confidentiality, path.to("confidentiality"), validation);
        }
        if (!Objects.equals(confidentialUntil, item.confidentialUntil())) {
            checkClassification(confidentiality, path.to("confidentialUntil"), validation);
            if (confidentialUntil != null) {
                checkUntil(confidentialUntil, confidentiality, now, path, validation);
            }
        }
        AttributeValues values = attributes(
                item.classKey(), AttributeValues.of(item), item.id(), command.attributes(), path, validation);
        // Whoever puts it right, by whatever right.
        UnauthorisedDifference difference = item.difference();
        return new ConfigurationItem(
                item.id(),
                item.number(),
                command.name().overRequired(item.name()).strip(),
                blankToNull(command.description().over(item.description())),
                item.classKey(),
                item.lifecycle(),
                item.operationalStatus(),
                command.ownerId().over(item.ownerId()),
                command.managedByTeamId().over(item.managedByTeamId()),
                command.supportTeamId().over(item.supportTeamId()),
                organisationId,
                confidentiality,
                confidentialUntil,
                command.criticality().over(item.criticality()),
                command.selfService().overRequired(item.selfService()),
                values.open(),
                values.secret(),
                difference == null ? null : difference.left(values.open(), classes::isSecret),
                item.version(),
                item.revision(),
                item.createdAt(),
                item.updatedAt());
    }

    /** What is drawn before the unit of work. */
    public record Drawn(String id, String number, Instant now) {}

    private @Nullable CiClass concreteClass(@Nullable String classId, FieldPath path, Validation validation) {
        if (classId == null) {
            validation.require(null, path.to("classId"));
            return null;
        }
        Optional<CiClass> found = classes.find(classId);
        if (found.isEmpty()) {
            validation.add(notFound("CI class", classId, path.to("classId")));
            return null;
        }
        validation.check(
                !found.get().isAbstract(),
                "a class that has items of its own, not " + found.get().key() + ", which only groups other classes",
                path.to("classId"));
        return found.get();
    }

    /** The attributes after the command's values were set over those of before. */
    private AttributeValues attributes(
            String classKey,
            AttributeValues before,
            String itemId,
            Map<String, @Nullable Object> given,
            FieldPath path,
            Validation validation) {
        Map<String, CiAttributeDefinition> definitions = classes.attributesOf(classKey);
        Map<String, Object> open = new TreeMap<>(before.open());
        Map<String, String> secret = new TreeMap<>(before.secret());
        AttributeRules.check(classes, definitions, given, before.size(), path, validation)
                .forEach((key, value) -> {
                    CiAttributeDefinition definition = definitions.get(key);
                    if (value == null) {
                        open.remove(key);
                        secret.remove(key);
                    } else if (definition == null || !definition.secret()) {
                        open.put(key, value);
                    } else if (secrets.canEncrypt()) {
                        open.remove(key);
                        secret.put(key, secrets.encrypt(itemId, key, value.toString()));
                    } else {
                        validation.add(SecretAttributes.noKey(key, path.to("attributes", key)));
                    }
                });
        return new AttributeValues(open, secret);
    }

    /** The attributes of a CI: those that are shown, and the encrypted values of secret ones. */
    private record AttributeValues(Map<String, Object> open, Map<String, String> secret) {
        static final AttributeValues NONE = new AttributeValues(Map.of(), Map.of());

        static AttributeValues of(ConfigurationItem item) {
            return new AttributeValues(item.attributes(), item.secrets());
        }

        int size() {
            return open.size() + secret.size();
        }
    }

    private static void refuseClearing(UpdateConfigurationItem command, FieldPath path, Validation validation) {
        Map.of(
                        "organisationId", command.organisationId(),
                        "confidentiality", command.confidentiality(),
                        "selfService", command.selfService())
                .forEach((field, update) -> {
                    if (update.clears()) {
                        validation.require(null, path.to(field));
                    }
                });
    }

    private void checkPeople(
            @Nullable String ownerId,
            @Nullable String managedByTeamId,
            @Nullable String supportTeamId,
            FieldPath path,
            Validation validation) {
        if (ownerId != null && !named.isActivePerson(ownerId)) {
            validation.add(notFound("Person", ownerId, path.to("ownerId")));
        }
        if (managedByTeamId != null && !named.isActiveTeam(managedByTeamId)) {
            validation.add(notFound("Team", managedByTeamId, path.to("managedByTeamId")));
        }
        if (supportTeamId != null && !named.isActiveTeam(supportTeamId)) {
            validation.add(notFound("Team", supportTeamId, path.to("supportTeamId")));
        }
    }

    private void checkOrganisation(String organisationId, FieldPath path, Validation validation) {
        if (organisationId.isEmpty()) {
            validation.require(null, path.to("organisationId"));
            return;
        }
        boolean inScope = principal.visibility().everything()
                || principal.visibility().organisationIds().contains(organisationId);
        Optional<OrganisationView> organisation = named.activeOrganisation(organisationId);
        if (!inScope || organisation.isEmpty()) {
            validation.add(notFound("Organisation", organisationId, path.to("organisationId")));
        }
    }

    private static @Nullable Instant untilAfter(
            ConfigurationItem item, UpdateConfigurationItem command, Confidentiality confidentiality) {
        return confidentiality == Confidentiality.PUBLIC_INTERNAL
                ? command.confidentialUntil().value()
                : command.confidentialUntil().over(item.confidentialUntil());
    }

    private static void checkUntil(
            Instant until, Confidentiality confidentiality, Instant now, FieldPath path, Validation validation) {
        validation.check(until.isAfter(now), "in the future", path.to("confidentialUntil"));
        validation.check(
                confidentiality != Confidentiality.PUBLIC_INTERNAL,
                "absent for what is PUBLIC_INTERNAL",
                path.to("confidentialUntil"));
    }

    private void checkClassification(Confidentiality confidentiality, String[] field, Validation validation) {
        if (!principal.may(Permission.RECORD_CLASSIFY)) {
            validation.add(UserError.forbidden(
                    Permission.RECORD_CLASSIFY,
                    "confidentiality can be set only with the permission " + Permission.RECORD_CLASSIFY.code() + ".",
                    field));
            return;
        }
        validation.check(
                confidentiality.level() <= principal.visibility().clearance().level(),
                "at most your own clearance, " + principal.visibility().clearance(),
                field);
    }

    private static UserError notFound(String what, String id, String... field) {
        return RefusedException.absence(what, id, "does not exist or is not active", field);
    }

    private static @Nullable String changed(@Nullable String after, @Nullable String before) {
        return Objects.equals(after, before) ? null : after;
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
