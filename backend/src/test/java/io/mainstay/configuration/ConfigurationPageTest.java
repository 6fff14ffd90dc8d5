// SPDX-License-Identifier: Apache-2.0
package io.mainstay.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.core.type.filter.RegexPatternTypeFilter;
import org.springframework.util.ClassUtils;
import tools.jackson.databind.json.JsonMapper;

/** Holds the page that lists the environment variables against what the backend reads. */
class ConfigurationPageTest {

    private static final Path PAGE = Path.of("../docs/operations/configuration.md");
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Z0-9_]+)` \\| .+ \\| (.+?) \\| (yes|no) \\|$");
    private static final Pattern ALIAS = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*):([^}]*)}");
    private static final Pattern INJECTED = Pattern.compile("@Value\\(\"\\$\\{(mainstay\\.[a-z.-]+):([^}]*)}\"");
    private static final String OF_SPRING = "(SPRING|MANAGEMENT)_.*|SERVER_FORWARDHEADERSSTRATEGY";
    private static final Pattern SECRET = Pattern.compile("(PASSWORD|SECRET|KEYS)$");

    @Test
    void shouldListEveryVariableWithItsDefault() throws IOException {
        Map<String, String> listed = new TreeMap<>();
        rows().filter(row -> !row.group(1).matches(OF_SPRING + "|JDK_.*"))
                .forEach(row -> listed.put(row.group(1), row.group(2)));

        assertThat(listed).isEqualTo(variables());
    }

    @Test
    void shouldMarkEverySecret() throws IOException {
        assertThat(rows().filter(row -> row.group(3).equals("yes")).map(row -> row.group(1)))
                .containsExactlyInAnyOrderElementsOf(variables().keySet().stream()
                        .filter(name -> SECRET.matcher(name).find())
                        .toList());
    }

    @Test
    void shouldNameVariablesOfSpringThatExist() throws IOException {
        assertThat(rows().map(row -> row.group(1)).filter(name -> name.matches(OF_SPRING)))
                .isNotEmpty()
                .isSubsetOf(springVariables());
    }

    private static Stream<MatchResult> rows() throws IOException {
        return ROW.matcher(Files.readString(PAGE)).results();
    }

    /** What the backend reads, with the defaults as the page writes them. */
    private static Map<String, String> variables() throws IOException {
        Map<String, String> defaults = declared();
        injected(defaults);
        Map<String, String> variables = new TreeMap<>();
        settings().forEach((property, value) -> {
            Matcher alias = ALIAS.matcher(value);
            if (alias.matches()) {
                defaults.remove(property);
                variables.put(alias.group(1), shown(alias.group(2)));
            } else if (defaults.containsKey(property)) {
                defaults.put(property, value);
            }
        });
        defaults.forEach((property, value) -> variables.put(variable(property), shown(value)));
        return variables;
    }

    private static String shown(String value) {
        return value.isEmpty() ? "none" : "`" + value + "`";
    }

    /** Spring's rule: dots become underscores, dashes go. */
    private static String variable(String property) {
        return property.replace('.', '_').replace("-", "").toUpperCase(Locale.ROOT);
    }

    private static Map<String, String> declared() {
        ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        // In no backend that is operated, but in that of the local stack.
        scanner.addExcludeFilter(new RegexPatternTypeFilter(Pattern.compile("io\\.mainstay\\.demo\\..*")));
        Map<String, String> defaults = new TreeMap<>();
        scanner.findCandidateComponents("io.mainstay").forEach(definition -> {
            Class<?> type = ClassUtils.resolveClassName(String.valueOf(definition.getBeanClassName()), null);
            String prefix = type.getAnnotation(ConfigurationProperties.class).value();
            for (RecordComponent component : type.getRecordComponents()) {
                defaults.put(prefix + "." + dashed(component.getName()), defaultOf(type, component));
            }
        });
        return defaults;
    }

    // The annotation is on the constructor's parameter; it does not apply to components.
    private static String defaultOf(Class<?> type, RecordComponent component) {
        return Arrays.stream(type.getDeclaredConstructors()[0].getParameters())
                .filter(parameter -> parameter.getName().equals(component.getName()))
                .map(parameter -> parameter.getAnnotation(DefaultValue.class))
                .map(value -> value == null ? "" : String.join(",", value.value()))
                .findFirst()
                .orElseThrow();
    }

    private static String dashed(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static void injected(Map<String, String> defaults) throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .forEach(file -> INJECTED.matcher(read(file))
                            .results()
                            .forEach(value -> defaults.put(value.group(1), value.group(2))));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Map<String, String> settings() {
        YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(new ClassPathResource("application.yml"));
        Properties properties = yaml.getObject();
        Map<String, String> settings = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> settings.put(name, properties.getProperty(name)));
        return settings;
    }

    private static TreeSet<String> springVariables() throws IOException {
        TreeSet<String> names = new TreeSet<>();
        List<URL> descriptions = Collections.list(ConfigurationPageTest.class
                .getClassLoader()
                .getResources("META-INF/spring-configuration-metadata.json"));
        for (URL description : descriptions) {
            try (var in = description.openStream()) {
                JsonMapper.shared()
                        .readTree(in)
                        .get("properties")
                        .forEach(property ->
                                names.add(variable(property.get("name").stringValue())));
            }
        }
        return names;
    }
}
