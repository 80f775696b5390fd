package org.huifang.command.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.huifang.kernel.EventName;
import tools.jackson.databind.DeserializationFeature;

/** JSON whose type is an event's logical name and revision, so that classes may move and history stays readable. */
public final class LogicalNameSerializer extends Jackson3Serializer {
    private final EventNames names;

    public LogicalNameSerializer(EventNames names) {
        super(Jackson3Serializer.builder().jsonMapperBuilderCustomizer(mapper -> mapper.changeDefaultPropertyInclusion(
                        inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
                .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .addModule(new InstantsModule())));
        this.names = names;
    }

    @Override
    @SuppressWarnings("rawtypes") // as the interface has it
    public SerializedType typeForClass(Class type) {
        EventName name = type == null ? null : ((Class<?>) type).getAnnotation(EventName.class);
        return name == null
                ? super.typeForClass(type)
                : new SimpleSerializedType(name.value(), String.valueOf(name.revision()));
    }

    @Override
    protected String resolveClassName(SerializedType type) {
        return names.classFor(type.getName()).map(Class::getName).orElseGet(() -> super.resolveClassName(type));
    }
}
