package io.mainstay;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Entry point of the Mainstay backend. */
@SpringBootApplication
public class MainstayApplication {

    public static void main(String[] args) {
        SpringApplication.run(MainstayApplication.class, args);
    }
}
