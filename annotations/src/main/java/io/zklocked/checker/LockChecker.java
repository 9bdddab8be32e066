package io.zklocked.checker;

import java.util.LinkedHashSet;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;

/**
 * Checks the locks of the classes that are compiled: each mistake becomes an error where it stands,
 * with the sentence by which a runtime would refuse it. The locks of each class without a mistake
 * are recorded in {@code META-INF/zklocked/}. Confined to one thread.
 *
 * <p>It sees all annotations, since any of them may carry a lock, and claims none. It looks at a
 * class when all other processors are done, because they may have generated what the class uses.
 */
public final class LockChecker extends AbstractProcessor {

  private final Set<QualifiedType> compiled = new LinkedHashSet<>();

  /** For compilers. */
  public LockChecker() {}

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    return Set.of("*");
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    for (Element root : round.getRootElements()) {
      if (root instanceof TypeElement type) {
        compiled.add(QualifiedType.of(type, processingEnv.getElementUtils()));
      }
    }
    if (round.processingOver()) {
      // Elements of earlier rounds may not show what was generated since.
      for (QualifiedType each : compiled) {
        TypeElement type = each.find(processingEnv.getElementUtils());
        if (type != null) {
          check(type);
        }
      }
    }
    return false;
  }

  private void check(TypeElement type) {
    new TypeCheck(processingEnv, type).run();
    ElementFilter.typesIn(type.getEnclosedElements()).forEach(this::check);
  }
}
