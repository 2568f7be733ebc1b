using AiApi.Analyzers.CaseAnalysis;

namespace AiApi.Analyzers.Tests.CaseAnalysis;

public class CaseDomainTests
{
    private static readonly CaseDomain Reason = CaseDomain.Enum([new("Stop", 0), new("Length", 1), new("ToolCalls", 4)], nullable: true);

    private static readonly CaseDomain Open = CaseDomain.ExtensibleEnum([new("Stop", "stop"), new("Ended", "STOP"), new("Length", "length")], "stop", nullable: true);

    private static readonly CaseDomain Text = CaseDomain.Text(["done", "DONE", "done", "failed"]);

    private static readonly CaseDomain Status = CaseDomain.Numbers(100, 599, nullable: true);

    public static TheoryData<string> Domains => ["enum", "extensible enum", "text", "numbers"];

    [Theory]
    [MemberData(nameof(Domains))]
    public void Names_and_indices_are_one_to_one(string name)
    {
        var domain = Of(name);
        Assert.Equal(domain.Cases.Select(static known => known.Name), domain.NamesOf(domain.All));
        Assert.All(Enumerable.Range(0, domain.Cases.Length), index => Assert.Equal(index, domain.IndexOf(domain.Cases[index].Name)));
        Assert.Equal(domain.All, domain.Named([.. domain.NamesOf(domain.All)]));
        Assert.Throws<ArgumentException>(() => domain.Named("no such case"));
    }

    [Theory]
    [MemberData(nameof(Domains))]
    public void A_predicate_chooses_among_the_named_cases_and_null(string name)
    {
        var domain = Of(name);
        var other = domain.Cases.Any(static known => known.IsOther) ? domain.Named("other") : CaseSet.Empty;
        Assert.Equal(domain.All - other, domain.Where(static _ => true));
        Assert.Equal(domain.Named("null"), domain.Where(static value => value is null));
    }

    [Fact]
    public void Members_of_an_extensible_enum_with_the_same_text_are_one_case()
    {
        Assert.Equal(["Stop", "Length", "null", "other"], Open.NamesOf(Open.All));
        Assert.Equal(Open.ValueOfMember("Stop"), Open.ValueOfMember("Ended"));
        Assert.Equal(Open.ValueOfMember("Stop"), Open.DefaultValue);
        Assert.DoesNotContain(Open.Cases, known => Equals(known.Value, Open.ValueOfMember("NewInTheNextVersion")));
    }

    [Fact]
    public void Spellings_are_cases_of_their_own() => Assert.Equal(["done", "DONE", "failed", "null", "other"], Text.NamesOf(Text.All));

    [Fact]
    public void Numbers_beyond_the_range_have_a_case_on_either_side()
    {
        Assert.Equal("0 below 100 100-599 above 599 null", Ranges.Of(Status.All, Status));
        Assert.Equal(Status.Named("below 100", "0"), Status.Where(static value => value is < 100L));
        Assert.Equal(Status.Named("above 599"), Status.Where(static value => value is > 599L));
        Assert.Equal("0 1-3 above 3", Ranges.Of(CaseDomain.Numbers(1, 3, nullable: false).All, CaseDomain.Numbers(1, 3, nullable: false)));
    }

    [Fact]
    public void An_enum_keeps_its_values_and_its_zero_is_the_default()
    {
        Assert.Equal(Reason.Named("ToolCalls"), Reason.Where(static value => value is 4L));
        Assert.Equal(0L, Reason.DefaultValue);
        Assert.Equal(0L, Reason.ValueOfMember("Stop"));
    }

    private static CaseDomain Of(string name) => name switch
    {
        "enum" => Reason,
        "extensible enum" => Open,
        "text" => Text,
        _ => Status,
    };
}
