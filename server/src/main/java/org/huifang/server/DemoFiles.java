package org.huifang.server;

import java.nio.file.Path;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** What the demo plays to be the world outside, served by its server as that world would. */
@Configuration(proxyBeanMethods = false)
public class DemoFiles implements WebMvcConfigurer {
    /** Under which they are served, to anybody; only by a demo. */
    public static final String PATH = "/demo/";

    private final DataFolder folder;

    DemoFiles(DataFolder folder) {
        this.folder = folder;
    }

    /** Where they are. */
    public static Path of(DataFolder folder) {
        return folder.path().resolve("demo-files");
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        if (folder.demo()) {
            registry.addResourceHandler(PATH + "*.json")
                    .addResourceLocations(of(folder).toUri() + "/");
        }
    }
}
