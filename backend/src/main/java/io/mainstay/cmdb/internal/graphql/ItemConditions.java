package io.mainstay.cmdb.internal.graphql;

import io.mainstay.cmdb.CiClass;
import io.mainstay.cmdb.CiClassTree;
import io.mainstay.cmdb.ItemCondition;
import io.mainstay.cmdb.ItemCondition.Operator;
import io.mainstay.cmdb.ItemField;
import io.mainstay.kernel.BadArgumentException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the filter of a list, of which the schema has checked the form and the platform the size, into a condition. */
final class ItemConditions {

    private static final Pattern ATTRIBUTE_KEY = Pattern.compile("[a-z][A-Za-z0-9_]{0,59}");

    private final CiClassTree classes;

    private ItemConditions(CiClassTree classes) {
        this.classes = classes;
    }

    static ItemCondition of(@Nullable Map<String, Object> filter, CiClassTree classes) {
        return filter == null ? ItemCondition.everything() : new ItemConditions(classes).read(filter, "filter");
    }

    private ItemCondition read(Map<String, Object> filter, String path) {
        List<ItemCondition> all = new ArrayList<>();
        filter.forEach((name, value) -> {
            String at = path + "." + name;
            all.add(
                    switch (name) {
                        case "and" -> new ItemCondition.All(readEach(value, at));
                        case "or" -> new ItemCondition.Any(readEach(value, at));
                        case "not" -> new ItemCondition.Not(read(map(value), at));
                        case "attribute" -> attribute(map(value), at);
                        case "classId" -> ofClass(map(value), at);
                        default -> compare(field(name), map(value));
                    });
        });
        return all.size() == 1 ? all.getFirst() : new ItemCondition.All(all);
    }

    private List<ItemCondition> readEach(Object value, String path) {
        List<ItemCondition> each = new ArrayList<>();
        for (Object element : (Collection<?>) value) {
            each.add(read(map(element), path + "." + each.size()));
        }
        return each;
    }

    private static ItemCondition compare(ItemField field, Map<String, Object> operators) {
        List<ItemCondition> all = new ArrayList<>();
        operators.forEach((name, value) -> all.add(new ItemCondition.Compare(field, operator(name), value)));
        return new ItemCondition.All(all);
    }

    private ItemCondition attribute(Map<String, Object> operators, String path) {
        String key = String.valueOf(operators.get("key"));
        if (!ATTRIBUTE_KEY.matcher(key).matches()) {
            throw new BadArgumentException(path + ".key", "the key of an attribute");
        }
        if (classes.isSecret(key)) {
            throw new BadArgumentException(path + ".key", "the key of an attribute that is not secret");
        }
        List<ItemCondition> all = new ArrayList<>();
        operators.forEach((name, value) -> {
            if (!"key".equals(name)) {
                all.add(new ItemCondition.CompareAttribute(key, operator(name), scalar(value, path + "." + name)));
            }
        });
        if (all.isEmpty()) {
            throw new BadArgumentException(path, "a key with at least one comparison");
        }
        return new ItemCondition.All(all);
    }

    /** A class stands for itself and all classes below it. */
    private ItemCondition ofClass(Map<String, Object> operators, String path) {
        List<ItemCondition> all = new ArrayList<>();
        operators.forEach((name, value) -> {
            Operator operator = operator(name);
            all.add(
                    switch (operator) {
                        case EQ -> in(List.of(value), path);
                        case NE -> new ItemCondition.Not(in(List.of(value), path));
                        case IN -> in((Collection<?>) value, path);
                        case IS_NULL, CONTAINS, LT, GTE -> new ItemCondition.Compare(ItemField.CLASS, operator, value);
                    });
        });
        return new ItemCondition.All(all);
    }

    private ItemCondition in(Collection<?> idsOrKeys, String path) {
        List<String> keys = idsOrKeys.stream()
                .map(idOrKey -> classes.find(idOrKey.toString())
                        .map(CiClass::key)
                        .orElseThrow(() -> new BadArgumentException(path, "the id or key of a class")))
                .toList();
        return new ItemCondition.Compare(ItemField.CLASS, Operator.IN, List.copyOf(classes.withDescendants(keys)));
    }

    private static Object scalar(Object value, String path) {
        return switch (value) {
            case BigInteger number when number.bitLength() < Long.SIZE -> number.longValue();
            case BigDecimal number -> number.doubleValue();
            case String text -> text;
            case Boolean yes -> yes;
            case Integer number -> number;
            case Long number -> number;
            case Double number -> number;
            default -> throw new BadArgumentException(path, "a text, a number, or true or false");
        };
    }

    private static ItemField field(String name) {
        return switch (name) {
            case "id" -> ItemField.ID;
            case "number" -> ItemField.NUMBER;
            case "name" -> ItemField.NAME;
            case "lifecycle" -> ItemField.LIFECYCLE;
            case "operationalStatus" -> ItemField.OPERATIONAL_STATUS;
            case "criticality" -> ItemField.CRITICALITY;
            case "ownerId" -> ItemField.OWNER_ID;
            case "managedByTeamId" -> ItemField.MANAGED_BY_TEAM_ID;
            case "supportTeamId" -> ItemField.SUPPORT_TEAM_ID;
            case "organisationId" -> ItemField.ORGANISATION_ID;
            case "confidentialUntil" -> ItemField.CONFIDENTIAL_UNTIL;
            case "createdAt" -> ItemField.CREATED_AT;
            case "updatedAt" -> ItemField.UPDATED_AT;
            default -> throw new IllegalStateException("The schema has a filter that is not read: " + name);
        };
    }

    private static Operator operator(String name) {
        return switch (name) {
            case "eq" -> Operator.EQ;
            case "ne" -> Operator.NE;
            case "in" -> Operator.IN;
            case "contains" -> Operator.CONTAINS;
            case "lt" -> Operator.LT;
            case "gte" -> Operator.GTE;
            case "isNull" -> Operator.IS_NULL;
            default -> throw new IllegalStateException("The schema has an operator that is not read: " + name);
        };
    }

    // The schema has made sure that an input object is here, which GraphQL Java gives as a map by name.
    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }
}
