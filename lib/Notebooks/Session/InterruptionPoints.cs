using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Research.Notebooks;

/// <summary>Puts a check into every loop and every lambda with a body, so that an interrupt ends a cell's own code without aborting its thread.</summary>
/// <remarks>
/// Aborting a thread that allocates can bring the process down (.NET 10: about one abort in ten inside an allocating loop), so it stays the
/// last resort for code outside of the cell. The check is one load and one branch; lines keep their numbers.
/// </remarks>
internal sealed class InterruptionPoints : CSharpSyntaxRewriter
{
    private static readonly StatementSyntax Check = SyntaxFactory.ParseStatement("if (global::Research.Notebooks.Cells.CellStop.Requested) global::Research.Notebooks.Cells.CellStop.Check();");

    public static SyntaxTree Put(SyntaxTree tree)
    {
        var root = tree.GetRoot();
        var rewritten = new InterruptionPoints().Visit(root);
        return ReferenceEquals(root, rewritten) ? tree : CellCompiler.Parse(rewritten.ToFullString(), tree.FilePath);
    }

    public override SyntaxNode? VisitWhileStatement(WhileStatementSyntax node) => Loop((WhileStatementSyntax)base.VisitWhileStatement(node)!, loop => loop.Statement, (loop, body) => loop.WithStatement(body));

    public override SyntaxNode? VisitDoStatement(DoStatementSyntax node) => Loop((DoStatementSyntax)base.VisitDoStatement(node)!, loop => loop.Statement, (loop, body) => loop.WithStatement(body));

    public override SyntaxNode? VisitForStatement(ForStatementSyntax node) => Loop((ForStatementSyntax)base.VisitForStatement(node)!, loop => loop.Statement, (loop, body) => loop.WithStatement(body));

    public override SyntaxNode? VisitForEachStatement(ForEachStatementSyntax node) => Loop((ForEachStatementSyntax)base.VisitForEachStatement(node)!, loop => loop.Statement, (loop, body) => loop.WithStatement(body));

    public override SyntaxNode? VisitForEachVariableStatement(ForEachVariableStatementSyntax node) => Loop((ForEachVariableStatementSyntax)base.VisitForEachVariableStatement(node)!, loop => loop.Statement, (loop, body) => loop.WithStatement(body));

    public override SyntaxNode? VisitParenthesizedLambdaExpression(ParenthesizedLambdaExpressionSyntax node) => Lambda((ParenthesizedLambdaExpressionSyntax)base.VisitParenthesizedLambdaExpression(node)!, (lambda, body) => lambda.WithBlock(body));

    public override SyntaxNode? VisitSimpleLambdaExpression(SimpleLambdaExpressionSyntax node) => Lambda((SimpleLambdaExpressionSyntax)base.VisitSimpleLambdaExpression(node)!, (lambda, body) => lambda.WithBlock(body));

    /// <summary>
    /// Bodies of parallel loops that are one expression: other threads run them, which no interrupt reaches. Elsewhere it cannot be told from
    /// the text whether a lambda of one expression returns its value; here the parameters say that it does not.
    /// </summary>
    public override SyntaxNode? VisitInvocationExpression(InvocationExpressionSyntax node)
    {
        var visited = (InvocationExpressionSyntax)base.VisitInvocationExpression(node)!;
        if (visited.Expression is not MemberAccessExpressionSyntax called || !IsParallelLoop(called.Name.Identifier.Text, called.Expression.ToString()))
            return visited;
        return visited.WithArgumentList(visited.ArgumentList.WithArguments(SyntaxFactory.SeparatedList<ArgumentSyntax>(
            visited.ArgumentList.Arguments.GetWithSeparators().Select(part => part.AsNode() is ArgumentSyntax argument ? Action(argument) : part))));
    }

    // ForAll of other libraries may take a condition.
    private static bool IsParallelLoop(string name, string on) =>
        (name is "For" or "ForEach" && on.Split('.')[^1] == "Parallel") || (name == "ForAll" && on.Contains("AsParallel", StringComparison.Ordinal));

    private static ArgumentSyntax Action(ArgumentSyntax argument)
    {
        var parameters = argument.Expression switch
        {
            SimpleLambdaExpressionSyntax => 1,
            ParenthesizedLambdaExpressionSyntax lambda => lambda.ParameterList.Parameters.Count,
            _ => 0,
        };
        // None: the maker of a thread's own value. Three and more: it may be the function that hands that value on.
        if (parameters is not (1 or 2) || argument.Expression is not LambdaExpressionSyntax { ExpressionBody: { IsMissing: false } body } one)
            return argument;
        var statement = SyntaxFactory.ExpressionStatement(body.WithoutTrailingTrivia()).WithLeadingTrivia(body.GetLeadingTrivia());
        var close = SyntaxFactory.Token(SyntaxKind.CloseBraceToken).WithTrailingTrivia(body.GetTrailingTrivia());
        return argument.WithExpression(one.WithExpressionBody(null).WithBlock(
            SyntaxFactory.Block(SyntaxFactory.Token(SyntaxKind.OpenBraceToken), [Check, statement], close)));
    }

    private static T Loop<T>(T loop, Func<T, StatementSyntax> body, Func<T, StatementSyntax, T> replace)
    {
        var statement = body(loop);
        if (statement is BlockSyntax block)
            return block.OpenBraceToken.IsMissing ? loop : replace(loop, Checked(block));
        if (statement.IsMissing || statement.GetLeadingTrivia().Any(trivia => trivia.IsDirective))
            return loop;
        // The line end stays behind the brace: a directive may follow it.
        var close = SyntaxFactory.Token(SyntaxKind.CloseBraceToken).WithTrailingTrivia(statement.GetTrailingTrivia());
        return replace(loop, SyntaxFactory.Block(SyntaxFactory.Token(SyntaxKind.OpenBraceToken), [Check, statement.WithoutTrailingTrivia()], close));
    }

    private static T Lambda<T>(T lambda, Func<T, BlockSyntax, T> replace) where T : LambdaExpressionSyntax =>
        lambda.Block is { OpenBraceToken.IsMissing: false } block ? replace(lambda, Checked(block)) : lambda;

    /// <summary>The check goes between the brace and what followed it on its line.</summary>
    private static BlockSyntax Checked(BlockSyntax block)
    {
        var open = block.OpenBraceToken;
        return block.WithOpenBraceToken(open.WithTrailingTrivia()).WithStatements(block.Statements.Insert(0, Check.WithTrailingTrivia(open.TrailingTrivia)));
    }
}
