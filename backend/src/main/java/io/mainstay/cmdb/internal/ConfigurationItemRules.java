package io.mainstay.cmdb.internal;

import io.mainstay.cmdb.CiClass;
import io.mainstay.cmdb.CiClassTree;
import io.mainstay.cmdb.CiLifecycle;
import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.CreateConfigurationItem;
import io.mainstay.cmdb.OperationalStatus;
import io.mainstay.cmdb.UpdateConfigurationItem;
import io.mainstay.identity.OrganisationView;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.kernel.Validation;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a CI may be. Makes new and changed CIs of commands, or notes what is wrong with them. */
public final class ConfigurationItemRules {

    private static final int MAX_NAME = 200;
    private static final int MAX_DESCRIPTION = 4_000;

    private final CiClassTree classes;
    private final NamedInCommands named;
    private final Principal principal;

    public ConfigurationItemRules(CiClassTree classes, NamedInCommands named, Principal principal) {
        this.classes = classes;
        this.named = named;
        this.principal = principal;
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
        Map<String, Object> attributes = ciClass == null ? Map.of() : newAttributes(ciClass, command, path, own);
        checkPeople(command.ownerId(), command.managedByTeamId(), command.supportTeamId(), path, own);
        String organisationId =
                command.organisationId() == null ? principal.organisationId() : command.organisationId();
        checkOrganisation(organisationId, path, own);
        Confidentiality confidentiality =
                Objects.requireNonNullElse(command.confidentiality(), Confidentiality.PUBLIC_INTERNAL);
        if (confidentiality != Confidentiality.PUBLIC_INTERNAL) {
            checkClassification(confidentiality, path, own);
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
                command.criticality(),
                Objects.requireNonNullElse(command.selfService(), ciClass.selfService()),
                attributes,
                1,
                1,
                drawn.now(),
                drawn.now()));
    }

    /** The CI after the update, with its version and revision unmoved. */
    public ConfigurationItem update(ConfigurationItem item, UpdateConfigurationItem command, Validation validation) {
        FieldPath path = FieldPath.INPUT;
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
        if (confidentiality != item.confidentiality()) {
            checkClassification(confidentiality, path, validation);
        }
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
                command.criticality().over(item.criticality()),
                command.selfService().overRequired(item.selfService()),
                attributesAfter(item, command, path, validation),
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
            validation.add(UserError.of(
                            UserErrorCode.NOT_FOUND, "CI class " + classId + " does not exist.", path.to("classId"))
                    .with("id", classId));
            return null;
        }
        validation.check(
                !found.get().isAbstract(),
                "a class that has items of its own, not " + found.get().key() + ", which only groups other classes",
                path.to("classId"));
        return found.get();
    }

    private Map<String, Object> newAttributes(
            CiClass ciClass, CreateConfigurationItem command, FieldPath path, Validation validation) {
        Map<String, Object> attributes = new HashMap<>();
        AttributeRules.check(classes.attributesOf(ciClass.key()), command.attributes(), 0, path, validation)
                .forEach((key, value) -> {
                    if (value != null) {
                        attributes.put(key, value);
                    }
                });
        return attributes;
    }

    private Map<String, Object> attributesAfter(
            ConfigurationItem item, UpdateConfigurationItem command, FieldPath path, Validation validation) {
        Map<String, Object> attributes = new TreeMap<>(item.attributes());
        AttributeRules.check(
                        classes.attributesOf(item.classKey()),
                        command.attributes(),
                        attributes.size(),
                        path,
                        validation)
                .forEach((key, value) -> {
                    if (value == null) {
                        attributes.remove(key);
                    } else {
                        attributes.put(key, value);
                    }
                });
        return attributes;
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

    private void checkClassification(Confidentiality confidentiality, FieldPath path, Validation validation) {
        if (!principal.may(Permission.RECORD_CLASSIFY)) {
            validation.add(UserError.of(
                            UserErrorCode.FORBIDDEN,
                            "confidentiality can be set only with the permission " + Permission.RECORD_CLASSIFY.code()
                                    + ".",
                            path.to("confidentiality"))
                    .with("permission", Permission.RECORD_CLASSIFY.code()));
            return;
        }
        validation.check(
                confidentiality.level() <= principal.visibility().clearance().level(),
                "at most your own clearance, " + principal.visibility().clearance(),
                path.to("confidentiality"));
    }

    private static UserError notFound(String what, String id, String... field) {
        return UserError.of(UserErrorCode.NOT_FOUND, what + " " + id + " does not exist or is not active.", field)
                .with("id", id);
    }

    private static @Nullable String changed(@Nullable String after, @Nullable String before) {
        return Objects.equals(after, before) ? null : after;
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
