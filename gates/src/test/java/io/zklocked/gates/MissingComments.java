package io.zklocked.gates;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * Finds what others can see in the sources and has no comment, or whose comment lacks a parameter
 * or the result. The check of the Javadoc tool is not used, because that of JDK 17 asks the compact
 * constructor of a record to document the parameters a second time. Confined to one thread.
 */
final class MissingComments extends TreePathScanner<@Nullable Void, Boolean> {

  private static final Set<Modifier> SEEN_OUTSIDE = Set.of(Modifier.PUBLIC, Modifier.PROTECTED);

  private final DocTrees comments;
  private final List<String> missing = new ArrayList<>();

  private MissingComments(DocTrees comments) {
    this.comments = comments;
  }

  /** One line for each type or member without a whole comment. */
  static List<String> in(Collection<Path> sources) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, files, null, null, null, files.getJavaFileObjectsFromPaths(sources));
      MissingComments found = new MissingComments(DocTrees.instance(task));
      for (CompilationUnitTree unit : task.parse()) {
        found.scan(new TreePath(unit), false);
      }
      return found.missing;
    }
  }

  @Override
  public @Nullable Void visitClass(ClassTree type, Boolean inInterface) {
    if (isHidden(type.getModifiers(), inInterface)) {
      return null;
    }
    String comment = comment(type.getSimpleName().toString());
    boolean isInterface =
        type.getKind() == Tree.Kind.INTERFACE || type.getKind() == Tree.Kind.ANNOTATION_TYPE;
    for (Tree member : type.getMembers()) {
      if (type.getKind() == Tree.Kind.RECORD && isComponent(member)) {
        requireTag(comment, "@param " + ((VariableTree) member).getName());
      } else {
        scan(member, isInterface);
      }
    }
    return null;
  }

  @Override
  public @Nullable Void visitMethod(MethodTree method, Boolean inInterface) {
    if (isHidden(method.getModifiers(), inInterface) || overrides(method)) {
      return null;
    }
    String comment = comment(method.getName().toString());
    if (inRecord() && method.getReturnType() == null) {
      return null; // the parameters are the record's
    }
    for (VariableTree parameter : method.getParameters()) {
      requireTag(comment, "@param " + parameter.getName());
    }
    if (method.getReturnType() != null && !method.getReturnType().toString().equals("void")) {
      requireTag(comment, "@return");
    }
    return null;
  }

  @Override
  public @Nullable Void visitVariable(VariableTree field, Boolean inInterface) {
    if (!isHidden(field.getModifiers(), inInterface)) {
      comment(field.getName().toString());
    }
    return null;
  }

  private String comment(String name) {
    DocCommentTree comment = comments.getDocCommentTree(getCurrentPath());
    if (comment == null) {
      report("no comment on " + name);
      return "";
    }
    return comment.toString();
  }

  private void requireTag(String comment, String tag) {
    if (!comment.isEmpty() && !comment.contains(tag)) {
      report("no " + tag);
    }
  }

  private void report(String what) {
    CompilationUnitTree unit = getCurrentPath().getCompilationUnit();
    long position =
        comments.getSourcePositions().getStartPosition(unit, getCurrentPath().getLeaf());
    missing.add(
        "%s:%d: %s"
            .formatted(
                Path.of(unit.getSourceFile().toUri()).getFileName(),
                unit.getLineMap().getLineNumber(position),
                what));
  }

  private boolean inRecord() {
    return getCurrentPath().getParentPath().getLeaf().getKind() == Tree.Kind.RECORD;
  }

  private static boolean isComponent(Tree member) {
    return member instanceof VariableTree field
        && !field.getModifiers().getFlags().contains(Modifier.STATIC);
  }

  private static boolean isHidden(ModifiersTree modifiers, boolean inInterface) {
    return !inInterface && modifiers.getFlags().stream().noneMatch(SEEN_OUTSIDE::contains);
  }

  private static boolean overrides(MethodTree method) {
    return method.getModifiers().getAnnotations().stream()
        .map(AnnotationTree::getAnnotationType)
        .anyMatch(type -> type.toString().equals("Override"));
  }
}
