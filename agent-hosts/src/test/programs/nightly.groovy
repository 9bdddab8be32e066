class Nightly {
  String close(String month) { "closed $month" }
}

println new Nightly().close("may")
